import {
  applyDecorators,
  Controller,
  HttpCode,
  Post,
  UseFilters,
  UseInterceptors,
  UsePipes,
  ValidationPipe,
} from '@nestjs/common';
import { SimulatorErrorFilter } from './simulator-error.filter.js';
import { ViewInterceptor } from './view.interceptor.js';

/** A controller of the stand-in's own routes, for curl: bodies are checked, and mistakes answered with their codes. */
export function SimulatorRoutes(path = ''): ClassDecorator {
  return applyDecorators(
    Controller(path),
    UsePipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true })),
    UseFilters(SimulatorErrorFilter),
  );
}

/** Those of people, which answer as text or as JSON. */
export function PeopleRoutes(): ClassDecorator {
  return applyDecorators(SimulatorRoutes('people'), UseInterceptors(ViewInterceptor));
}

/** Something that is done, and creates nothing that could be fetched later. */
export function Act(path: string): MethodDecorator {
  return applyDecorators(Post(path), HttpCode(200));
}

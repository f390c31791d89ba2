import { Injectable, type PipeTransform } from '@nestjs/common';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { RequestInvalidError } from '../console.errors.js';
import type { PersonAct } from '../contract.js';
import { problemsIn } from './api-controller.js';
import {
  ArriveAct,
  BlockAct,
  GetStartedAct,
  QuickReplyAct,
  ReactAct,
  SayAct,
  SendImageAct,
  TapAct,
} from './people.dto.js';

type ActClass<K extends PersonAct['kind']> = new () => Extract<PersonAct, { readonly kind: K }>;

const ACTS = {
  tap: TapAct,
  'get-started': GetStartedAct,
  'quick-reply': QuickReplyAct,
  say: SayAct,
  'send-image': SendImageAct,
  react: ReactAct,
  arrive: ArriveAct,
  block: BlockAct,
} as const satisfies { readonly [K in PersonAct['kind']]: ActClass<K> };

/** Checks the body of an act by the rules of its kind. */
@Injectable()
export class ActPipe implements PipeTransform<unknown, Promise<PersonAct>> {
  /** @throws RequestInvalidError */
  async transform(body: unknown): Promise<PersonAct> {
    const act: PersonAct = plainToInstance<PersonAct, unknown>(classOf(body), body);
    const errors = await validate(act, { whitelist: true, forbidNonWhitelisted: true });
    if (errors.length > 0) throw new RequestInvalidError(problemsIn(errors));
    return act;
  }
}

function classOf(body: unknown): new () => PersonAct {
  const kind: unknown =
    typeof body === 'object' && body !== null ? Reflect.get(body, 'kind') : null;
  if (isKind(kind)) return ACTS[kind];
  throw new RequestInvalidError([`kind must be one of ${Object.keys(ACTS).join(', ')}`]);
}

function isKind(kind: unknown): kind is keyof typeof ACTS {
  return typeof kind === 'string' && Object.hasOwn(ACTS, kind);
}

import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule as NestConfigModule } from '@nestjs/config';
import { Environment } from './environment.js';

/**
 * Hands the checked {@link Environment} to whoever asks for it. Nest's own `ConfigService` is there too,
 * for variables that a feature of yours needs.
 */
@Module({})
export class ConfigModule {
  static forRoot(environment: Environment): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      imports: [NestConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true })],
      providers: [{ provide: Environment, useValue: environment }],
      exports: [Environment],
    };
  }
}

import { ConfigurableModuleBuilder } from '@nestjs/common';
import type { SimulatorOptions } from './simulator.options.js';

export const {
  ConfigurableModuleClass: ConfigurableSimulatorModule,
  MODULE_OPTIONS_TOKEN: SIMULATOR_OPTIONS,
} = new ConfigurableModuleBuilder<SimulatorOptions>({ moduleName: 'Simulator' })
  .setClassMethodName('forRoot')
  .build();

/** The checked options with their defaults. */
export const SIMULATOR_SETTINGS = 'SIMULATOR_SETTINGS';

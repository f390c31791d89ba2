export { EnvironmentError } from './config.errors.js';
export { ConfigModule } from './config.module.js';
export { Environment } from './environment.js';
export { loadEnvironment } from './load-environment.js';

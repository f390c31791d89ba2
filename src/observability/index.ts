export { ObservabilityModule } from './observability.module.js';
export { FloatingErrors } from './floating-errors.service.js';
export { Watchdog } from './watchdog.js';

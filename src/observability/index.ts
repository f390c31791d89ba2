export { HealthModule } from './health.module.js';
export { EventLog } from './logs/event-log.js';
export { Metrics } from './metrics/metrics.js';
export { ObservabilityModule } from './observability.module.js';
export { ObserversModule } from './observers.module.js';
export { FloatingErrors } from './floating-errors.service.js';
export { Watchdog } from './watchdog.js';

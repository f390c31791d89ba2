export { Clock } from './clock.js';
export { DiskSpace } from './disk-space.service.js';
export type { StoreTransaction } from './round-member.js';
export { openForOperator, type OperatorStore } from './operator.store.js';
export { openForReading, type ReadingStore } from './reading.store.js';
export { Retention } from './retention.service.js';
export { type PeopleRows, type Person, type Schema, SchemaMigrator } from './schema.migrator.js';
export {
  isOutdated,
  isStoreUnavailable,
  MigrationError,
  StoreAbsentError,
  StoreInUseError,
  StoreOpenError,
  StoreOutdatedError,
  StoreUnavailableError,
} from './store.errors.js';
export type { StoreCondition } from './store-condition.js';
export { StoreModule } from './store.module.js';
export { Store, type Tables } from './store.js';
export { probeWrite } from './write-probe.js';

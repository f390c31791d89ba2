import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Clock } from './clock.js';
import { DiskSpace } from './disk-space.service.js';
import { Retention } from './retention.service.js';
import { type Schema, SchemaMigrator } from './schema.migrator.js';
import { Store } from './store.js';

/**
 * Opens the database and gives the {@link Clock}. A folder that keeps something imports `StoreModule.forFeature(schema)`:
 * its tables are there before any lifecycle hook runs.
 */
@Global()
@Module({
  providers: [Clock, Store, SchemaMigrator, Retention, DiskSpace],
  exports: [Clock, Store, SchemaMigrator, DiskSpace],
})
export class StoreModule {
  static forFeature(schema: Schema): DynamicModule {
    return {
      module: SchemaModule,
      providers: [
        {
          provide: `schema:${schema.name}`,
          inject: [SchemaMigrator],
          useFactory: (migrator: SchemaMigrator): Promise<void> => migrator.migrate(schema),
        },
      ],
    };
  }
}

@Module({})
class SchemaModule {}

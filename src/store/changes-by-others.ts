import { type QueryExecutorProvider, sql } from 'kysely';

const LOOK_EVERY_MS = 500;

/**
 * Notices that another process has committed something.
 * @see https://sqlite.org/pragma.html#pragma_data_version (read 2026-11-25)
 */
export class ChangesByOthers {
  private timer: NodeJS.Timeout | null = null;
  private version: number | null = null;
  private readonly tasks: (() => void)[] = [];

  constructor(private readonly db: QueryExecutorProvider) {}

  watch(task: () => void): void {
    this.tasks.push(task);
    if (this.timer) return;
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS).unref();
    void this.look(); // What changes before the first interval is over counts, too.
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
    this.timer = null;
  }

  /** A look that fails says nothing: the next one tells. */
  private async look(): Promise<void> {
    const version = await this.read().catch(() => this.version);
    const hasChanged = this.version !== null && version !== this.version;
    this.version = version;
    if (hasChanged && this.timer) for (const task of this.tasks) task();
  }

  private async read(): Promise<number | null> {
    const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(this.db);
    return rows[0]?.data_version ?? null;
  }
}

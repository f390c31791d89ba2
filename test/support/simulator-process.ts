import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';

/** `tapline simulator` in a process of its own, as a developer starts it. */
export class SimulatorProcess {
  /** All that it has printed. */
  output = '';

  private constructor(readonly child: ChildProcessByStdio<null, Readable, Readable>) {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => (this.output += data.toString()));
    }
  }

  /** Resolves when it listens. */
  static async start(args: readonly string[]): Promise<SimulatorProcess> {
    const child = spawn(process.execPath, ['dist/tapline.js', 'simulator', ...args], {
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const started = new SimulatorProcess(child);
    while (!started.output.includes('/clock/advance')) {
      await Promise.race([
        once(child.stdout, 'data'),
        once(child, 'close').then(() => Promise.reject(started.ended())),
      ]);
    }
    return started;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  private ended(): Error {
    return new Error(`it ended:\n${this.output}`);
  }
}

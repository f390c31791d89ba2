export { ConsoleModule } from './console.module.js';
export { TraceRecorder } from './traces/trace-recorder.js';
export { TracesModule } from './traces/traces.module.js';

export { processAsk } from './ask.js';
export { processOutput } from './cli-context.js';
export { runTapline } from './tapline.cli.js';

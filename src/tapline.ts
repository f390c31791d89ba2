#!/usr/bin/env -S node --enable-source-maps
import { createApplication } from './application.js';
import { processAsk, processOutput, runTapline } from './cli/index.js';

// A reader that has seen enough, as `| head`, is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? process.exitCode : 2);
});

try {
  process.exitCode = await runTapline(process.argv.slice(2), {
    variables: process.env,
    create: createApplication,
    output: processOutput(),
    ask: processAsk(),
  });
} catch (error) {
  // What nobody foresaw: 1 would mean findings.
  console.error(error);
  process.exitCode = 2;
}

#!/usr/bin/env -S node --enable-source-maps
import { createApplication } from './application.js';
import { processOutput, runTapline } from './cli/index.js';

// What nobody foresaw ends the process with its stack.
process.exitCode = await runTapline(process.argv.slice(2), {
  variables: process.env,
  create: createApplication,
  output: processOutput(),
});

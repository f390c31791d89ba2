import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type Browser, chromium, type LaunchOptions } from 'playwright-core';

/** Starting Chromium on a busy machine takes its time. */
export const BROWSER_TIMEOUT_MS = 120_000;

/** A real Chromium without a window. Close it when the spec file is done. */
export async function openBrowser(): Promise<Browser> {
  const unpack = promisify(execFile)(process.execPath, ['test/support/unpack-chromium.mjs']);
  const options = JSON.parse((await unpack).stdout) as LaunchOptions;
  return chromium.launch({ ...options, headless: true });
}

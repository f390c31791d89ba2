// Adds to package-lock.json the optional packages of other platforms that the registry at hand does not serve.
// npm leaves them out of the lock file then, and `npm ci` refuses a lock file without them. Run after `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';

const PATH = 'package-lock.json';
const OS = /(android|darwin|freebsd|linux|openharmony|win32)/;
const CPU = /(arm64|x64|ia32|ppc64|riscv64|s390x|loong64|arm)(?=$|-)/;

const lock = JSON.parse(readFileSync(PATH, 'utf8'));
for (const [path, parent] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const places = [`node_modules/${name}`, `${path}/node_modules/${name}`];
    if (places.some((place) => place in lock.packages)) continue;
    lock.packages[places[0]] = entryOf(name, version, parent.dev);
    console.log(`added ${name}`);
  }
}
lock.packages = Object.fromEntries(
  Object.entries(lock.packages).toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(PATH, `${JSON.stringify(lock, null, 2)}\n`);

/** Without a checksum, which nobody here knows; with the platform, so that npm never asks for it elsewhere. */
function entryOf(name, version, dev) {
  const [os, cpu] = [OS.exec(name)?.[1], CPU.exec(name)?.[1]];
  if (!os || !cpu)
    throw new Error(`${name}: which platform is it for? Teach scripts/complete-lockfile.mjs.`);
  const libc = name.includes('-musl') ? ['musl'] : ['glibc'];
  return {
    version,
    ...(dev && { dev }),
    optional: true,
    os: [os],
    cpu: [cpu],
    ...(os === 'linux' && { libc }),
  };
}

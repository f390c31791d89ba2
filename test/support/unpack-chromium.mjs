// Unpacks the Chromium of @sparticuz/chromium once, into a folder of its own in the temporary directory, and prints what
// playwright-core needs to launch it. Several processes may do it at the same time: whoever is done first moves his folder
// into place as a whole, and nobody sees half a browser.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('..', import.meta.resolve('@sparticuz/chromium')));
/** For Lambda: one process that dies with its page, and no same-origin policy. The specs want a browser as people have it. */
const NOT_WANTED =
  /single-process|no-zygote|disable-web-security|running-insecure|site-per-process/;

/** What `chromium.launch()` takes. */
export async function unpackedChromium() {
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  const { version } = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8'));
  const home = join(tmpdir(), `tapline-chromium-${version}-${process.getuid?.() ?? 0}`);
  if (!existsSync(home)) await unpackInto(home, inflate);
  const executablePath = join(home, 'chromium');
  const args = chromium.args.filter((arg) => !NOT_WANTED.test(arg));
  return { executablePath, args, env: { PATH: process.env.PATH, ...environmentOf(home) } };
}

async function unpackInto(home, inflate) {
  const ordinary = process.env.TMPDIR;
  const staging = mkdtempSync(`${home}-`);
  // The package unpacks into the temporary directory, whichever that is.
  process.env.TMPDIR = staging;
  const bin = join(PACKAGE, 'bin');
  for (const archive of ['chromium.br', 'fonts.tar.br', 'swiftshader.tar.br', 'al2023.tar.br']) {
    await inflate(join(bin, archive));
  }
  if (ordinary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = ordinary;
  writeFileSync(join(staging, 'fonts.conf'), fontsConf(home));
  try {
    renameSync(staging, home);
  } catch (error) {
    rmSync(staging, { recursive: true });
    if (!existsSync(home)) throw error;
  }
}

/** Texts are measured with the same letters on every machine. */
function fontsConf(home) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${home}/fonts</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${home}/fonts-cache</cachedir>
  <match target="pattern"><test name="family"><string>system-ui</string></test>
    <edit name="family" mode="assign" binding="strong"><string>Open Sans</string></edit></match>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
</fontconfig>
`;
}

/** The libraries in the package help out where the machine lacks some. */
function environmentOf(home) {
  const fonts = { FONTCONFIG_FILE: join(home, 'fonts.conf') };
  const lacksSome = lddOf(join(home, 'chromium')).includes('not found');
  return lacksSome ? { ...fonts, LD_LIBRARY_PATH: join(home, 'al2023', 'lib') } : fonts;
}

function lddOf(file) {
  try {
    return execFileSync('ldd', [file], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

if (process.argv[1] === import.meta.filename) {
  console.log(JSON.stringify(await unpackedChromium()));
}

import { type Bitmap2D, correction, generate } from 'lean-qr';
import { toPngBuffer } from 'lean-qr/extras/node_export';
import { toSvgSource } from 'lean-qr/extras/svg';

/** Modules of white around the code, without which readers do not find it. */
const QUIET = 4;
const PIXELS_A_MODULE = 12;

/** Black on white, of the colours that no theme changes. */
const BLACK_ON_WHITE = '\u001b[38;5;16;48;5;231m';
const AS_BEFORE = '\u001b[0m';

export type QrCode = Bitmap2D;

/** Readable with 15 in 100 of it lost, and with more where there is room; the longest link that Meta takes fits. */
export function qrCodeOf(text: string): QrCode {
  return generate(text, { minCorrectionLevel: correction.M });
}

export function pngOf(code: QrCode): Uint8Array {
  return toPngBuffer(code, { pad: QUIET, scale: PIXELS_A_MODULE, off: WHITE });
}

const WHITE = [255, 255, 255, 255] as const;

export function svgOf(code: QrCode): string {
  return toSvgSource(code, { pad: QUIET, off: 'white', xmlDeclaration: true });
}

/** Characters a line of {@link textOf}. */
export function columnsOf(code: QrCode): number {
  return code.size + 2 * QUIET;
}

/**
 * Draws a code of half blocks: two rows of modules a line.
 * @param coloured for a terminal, whatever its colours; without, it is black where the text is: for white ground
 */
export function textOf(code: QrCode, coloured: boolean): string {
  const lines = [];
  for (let y = -QUIET; y < code.size + QUIET; y += 2) {
    let line = '';
    for (let x = -QUIET; x < code.size + QUIET; x += 1)
      line += blockOf(code.get(x, y), code.get(x, y + 1));
    lines.push(coloured ? `${BLACK_ON_WHITE}${line}${AS_BEFORE}\n` : `${line}\n`);
  }
  return lines.join('');
}

function blockOf(upper: boolean, lower: boolean): string {
  if (upper) return lower ? '█' : '▀';
  return lower ? '▄' : ' ';
}

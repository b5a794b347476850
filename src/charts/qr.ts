import { renderSVG } from 'uqr';

/** Pixels of one module, and modules of quiet space around: what a camera wants at arm's length. */
const MODULE = 16;
const BORDER = 4;

/** A QR code, black on white whatever the theme: not every authenticator reads it the other way round. */
export const qrSvg = (text: string): string => renderSVG(text, { pixelSize: MODULE, border: BORDER, ecc: 'M' });

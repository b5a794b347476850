import { Resvg } from '@resvg/resvg-js';
import { BarChart, CandlestickChart, LineChart } from 'echarts/charts';
import { GraphicComponent, GridComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { Picture } from '../core/reply/picture.ts';
import { candlesChart } from './candles.ts';
import { equityChart } from './equity.ts';
import { FONT_FAMILY, FONT_FILES } from './font.ts';
import { qrSvg } from './qr.ts';

use([BarChart, CandlestickChart, LineChart, GraphicComponent, GridComponent, SVGRenderer]);

/** The picture as SVG text; its texts are texts still, in the font that `drawPng` brings. */
export function drawSvg(picture: Picture): string {
  if (picture.kind === 'qr') return qrSvg(picture.text);
  const { option, width, height } = picture.kind === 'candles' ? candlesChart(picture) : equityChart(picture);
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption(option);
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** The picture as PNG, the same bytes for the same picture. No font of the system is looked for and nothing is fetched. */
export function drawPng(picture: Picture): Uint8Array {
  const font = { loadSystemFonts: false, fontFiles: [...FONT_FILES], defaultFontFamily: FONT_FAMILY };
  return new Resvg(drawSvg(picture), { font, logLevel: 'off' }).render().asPng();
}

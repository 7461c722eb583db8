import type { PictureFormat } from '../../rpc/consistencyMessages';
import { canvasSurface } from './canvasSurface';
import { drawScene, type SceneWords } from './drawScene';
import type { Palette } from './palette';
import type { Scene } from './scene';
import { svgSurface } from './svgSurface';

/** The picture as the content of a file. */
export async function pictureFile(
  { scene, palette, words }: { scene: Scene; palette: Palette; words: SceneWords },
  format: PictureFormat,
): Promise<string | Uint8Array<ArrayBuffer>> {
  const { width, height } = scene;
  if (format === 'svg') {
    const surface = svgSurface(width, height);
    drawScene(surface, scene, { palette, words });
    return surface.toString();
  }
  const canvas = document.createElement('canvas');
  // Twice as fine as the picture, so that it can be printed.
  canvas.width = width * 2;
  canvas.height = height * 2;
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) throw new Error('There is no canvas to draw on.');
  context.scale(2, 2);
  drawScene(canvasSurface(context), scene, { palette, words });
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (!blob) throw new Error('The picture could not be written as PNG.');
  return new Uint8Array(await blob.arrayBuffer());
}

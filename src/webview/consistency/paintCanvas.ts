import { canvasSurface } from './canvasSurface';
import { drawScene, type SceneLook } from './drawScene';
import type { Scene } from './scene';

/** Draws a scene onto a canvas that becomes as large as it, as fine as the screen. */
export function paintCanvas(canvas: HTMLCanvasElement, scene: Scene, look: SceneLook): void {
  const scale = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(scene.width * scale), Math.round(scene.height * scale)];
  // Setting a size empties a canvas, and takes its time.
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
    canvas.style.width = `${scene.width}px`;
    canvas.style.height = `${scene.height}px`;
  }
  const context = canvas.getContext('2d', { alpha: false });
  if (!context) return;
  context.setTransform(scale, 0, 0, scale, 0, 0);
  drawScene(canvasSurface(context), scene, look);
}

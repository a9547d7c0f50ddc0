import OpenSeadragon from 'openseadragon';
import { apiBase } from '../../api/client';

const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** Opens a deep-zoom picture that fills `element`. Keys and buttons are ours, so its own are off. */
export function openPicture(element: HTMLElement, source: string): OpenSeadragon.Viewer {
  const viewer = OpenSeadragon({
    element,
    tileSources: source,
    drawer: 'canvas',
    showNavigationControl: false,
    showNavigator: true,
    navigatorPosition: 'BOTTOM_LEFT',
    navigatorSizeRatio: 0.14,
    navigatorAutoFade: false,
    gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
    maxZoomPixelRatio: 16,
    minZoomImageRatio: 0.6,
    visibilityRatio: 0.3,
    // A slow click is a click, too: of a slow hand, or on a busy machine.
    clickTimeThreshold: Infinity,
    animationTime: calm() ? 0 : 0.5,
    // Cookies travel to a gateway elsewhere only when asked.
    ...(apiBase
      ? { crossOriginPolicy: 'use-credentials' as const, ajaxWithCredentials: true }
      : {}),
  });
  viewer.addHandler('canvas-key', (event) => {
    event.preventDefaultAction = true;
  });
  return viewer;
}

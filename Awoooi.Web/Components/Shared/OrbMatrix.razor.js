// The server moves the focus; only the browser can keep the same keys from scrolling the page.
const keys = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', 'Home', 'End']);

export function keepStill(grid) {
  grid.addEventListener('keydown', event => { if (keys.has(event.key)) event.preventDefault(); });
}

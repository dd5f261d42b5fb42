// showModal and close exist only in the browser; a click on the veil is Back too.
export function open(dialog) {
  if (dialog.open) return;
  dialog.onclick = event => { if (event.target === dialog) dialog.close(); };
  dialog.showModal();
  (dialog.querySelector('[autofocus]') ?? dialog.querySelector('h2'))?.focus();
}

export function close(dialog) {
  dialog.close();
}

// Opens the palette from everywhere and takes the keys that the browser would use for itself. Composing keyboards keep all their keys.
const names = { ArrowUp: 'up', ArrowDown: 'down', Enter: 'go' };

export function listen(dialog, page) {
  const open = event => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    if (event.repeat || document.querySelector('dialog[open]') || document.documentElement.dataset.connection) return;
    dialog.showModal();
    page.invokeMethodAsync('PressedAsync', 'open');
  };

  const press = event => {
    const name = names[event.key];
    if (!name || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    page.invokeMethodAsync('PressedAsync', name);
  };

  const veil = event => { if (event.target === dialog) dialog.close(); };

  document.addEventListener('keydown', open);
  dialog.addEventListener('keydown', press);
  dialog.addEventListener('click', veil);
  return { stop: () => document.removeEventListener('keydown', open) };
}

export function close(dialog) {
  dialog.close();
}

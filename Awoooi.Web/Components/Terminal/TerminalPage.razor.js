// Keys of the prompt that the browser would take for itself, and showing the newest answer. Composing keyboards keep all their keys.
const names = { ArrowUp: 'up', ArrowDown: 'down', Tab: 'take', Escape: 'close' };

export function listen(dock, page) {
  const prompt = () => dock.querySelector('[data-ask]');

  const press = event => {
    if (event.target !== prompt()) return;
    if (event.isComposing || event.keyCode === 229) {
      // Some keyboards end a composition with an Enter that would send the line.
      if (event.key === 'Enter') event.preventDefault();
      return;
    }
    const name = names[event.key];
    if (!name || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const offering = event.target.getAttribute('aria-expanded') === 'true';
    if (!offering && (name === 'take' || name === 'close')) return;
    event.preventDefault();
    page.invokeMethodAsync('Pressed', name);
  };

  dock.addEventListener('keydown', press);
  // On a phone the keyboard would cover the page before anybody asked for it.
  if (matchMedia('(pointer: fine)').matches) prompt()?.focus({ preventScroll: true });
  return { stop: () => dock.removeEventListener('keydown', press) };
}

export function showLast(dock) {
  const last = document.querySelector('[data-answers]')?.lastElementChild;
  if (!last) return;
  last.scrollIntoView({ block: 'start' });
  // A chip that was pressed may be gone: the keyboard goes on at the answer.
  if (!dock.contains(document.activeElement)) last.focus({ preventScroll: true });
}

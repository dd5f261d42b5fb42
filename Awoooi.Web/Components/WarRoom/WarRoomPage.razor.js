// Keys of the War Room. Silent while something is typed or composed, while a dialog is open, and with any modifier held.
const names = { j: 'next', arrowdown: 'next', k: 'previous', arrowup: 'previous', s: 'sign', r: 'reject', e: 'evidence' };

const typing = target => target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);

export function listen(page) {
  const press = event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (typing(event.target) || document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    // Arrows scroll the page unless the queue has the focus.
    if (key.startsWith('arrow') && !event.target.closest?.('[data-queue]')) return;
    const name = names[key];
    if (!name) return;
    event.preventDefault();
    if (name === 'sign') document.querySelector('[data-testid="sign"]')?.focus();
    page.invokeMethodAsync('PressedAsync', name);
  };

  document.addEventListener('keydown', press);
  return { stop: () => document.removeEventListener('keydown', press) };
}

export function showEvidence() {
  const fold = document.querySelector('#evidence details');
  if (!fold) return;
  fold.open = true;
  const line = fold.querySelector('summary');
  line.scrollIntoView({ block: 'center' });
  line.focus();
}

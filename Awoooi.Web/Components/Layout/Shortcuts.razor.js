// One key, or g and then a letter. Silent while something is typed or composed, while a dialog is open, and with any modifier held.
const places = { n: 'nexus', w: 'warRoom', t: 'terminal' };
const second = 1_000;

const typing = target => target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);

export function listen(page) {
  let wentAt = -Infinity;

  const send = (event, what) => {
    event.preventDefault();
    page.invokeMethodAsync('PressedAsync', what);
  };

  const press = event => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (typing(event.target) || document.querySelector('dialog[open]')) return;
    const key = event.key.toLowerCase();
    if (event.timeStamp - wentAt < second && places[key]) {
      wentAt = -Infinity;
      send(event, places[key]);
    } else if (key === 'g') {
      wentAt = event.timeStamp;
    } else if (key === '?') {
      send(event, 'help');
    } else if (key === '/') {
      const prompt = document.querySelector('[data-ask]:enabled');
      if (!prompt) return send(event, 'terminal');
      event.preventDefault();
      prompt.focus();
    } else if (key === 'p') {
      send(event, 'hold');
    }
  };

  document.addEventListener('keydown', press);
  return { stop: () => document.removeEventListener('keydown', press) };
}

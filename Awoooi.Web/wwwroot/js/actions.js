// Switches off whatever acts ([data-acts]) while nobody could carry it out, and back on as it was.
const all = selector => document.querySelectorAll(selector);

function links(on) {
  for (const link of all('a[data-acts]')) {
    if (!on && link.href) {
      link.dataset.off = link.getAttribute('href');
      link.removeAttribute('href');
    } else if (on && link.dataset.off !== undefined) {
      link.setAttribute('href', link.dataset.off);
      delete link.dataset.off;
    }
  }
}

function controls(on, why) {
  for (const control of all('[data-acts]:not(a)')) {
    if (!on && !control.disabled) {
      control.disabled = true;
      control.dataset.off = control.title;
      control.title = why;
    } else if (on && control.dataset.off !== undefined) {
      control.disabled = false;
      control.title = control.dataset.off;
      delete control.dataset.off;
    }
  }
}

export function actions(on, why) {
  links(on);
  controls(on, why);
}

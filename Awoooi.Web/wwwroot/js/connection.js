// What the page does when its line to the server breaks: it stays readable, says how old it is, switches off what acts, and comes back alone.
// The framework's script only moves classes on #components-reconnect-modal.
const root = document.documentElement;
const modal = document.getElementById('components-reconnect-modal');
const reloadEvery = 60_000;
const quiet = 2_000;
let lostAt = null;
let timer = 0;

const state = () => ['rejected', 'failed', 'show', 'hide'].find(s => modal.classList.contains(`components-reconnect-${s}`)) ?? 'hide';

function actions(on) {
  for (const button of document.querySelectorAll('[data-acts]')) {
    if (!on && !button.disabled) {
      button.disabled = true;
      button.dataset.off = button.title;
      button.title = modal.dataset.notLive;
    } else if (on && button.dataset.off !== undefined) {
      button.disabled = false;
      button.title = button.dataset.off;
      delete button.dataset.off;
    }
  }
}

function reload() {
  // A server that keeps refusing must not make the page spin.
  const last = Number(sessionStorage.getItem('awoooi.reloaded') ?? 0);
  const wait = Math.max(0, last + reloadEvery - Date.now());
  setTimeout(() => {
    sessionStorage.setItem('awoooi.reloaded', String(Date.now()));
    location.reload();
  }, wait);
}

function lost(kind) {
  lostAt ??= new Date();
  const at = modal.querySelector('[data-lost-at]');
  at.dateTime = lostAt.toISOString();
  at.textContent = lostAt.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: root.dataset.zone });
  actions(false);
  root.dataset.connection = kind;
}

function follow() {
  clearTimeout(timer);
  const now = state();
  if (now === 'hide') {
    delete root.dataset.connection;
    lostAt = null;
    actions(true);
  } else if (now === 'show') {
    lostAt ??= new Date();
    timer = setTimeout(() => lost('retrying'), quiet);
  } else {
    lost('failed');
    if (now === 'rejected') reload();
  }
}

const again = async () => { if (!(await Blazor.reconnect())) reload(); };

new MutationObserver(follow).observe(modal, { attributeFilter: ['class'] });
modal.querySelector('[data-reconnect]').addEventListener('click', again);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && state() === 'failed') again();
});

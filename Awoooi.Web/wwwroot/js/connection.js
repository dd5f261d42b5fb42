// What the page does when its line to the server breaks: it stays readable, says how old it is, switches off what acts, and comes back alone.
// The framework's script only moves classes on #components-reconnect-modal.
import { actions } from './actions.js';

const root = document.documentElement;
const modal = document.getElementById('components-reconnect-modal');
const quiet = 2_000;
const patience = 8_000;
const retryEvery = 15_000;
const reloadEvery = 60_000;
let lostAt = 0;
let timer = 0;

const state = () => ['rejected', 'failed', 'show', 'hide'].find(s => modal.classList.contains(`components-reconnect-${s}`)) ?? 'hide';

function reload() {
  // A server that keeps refusing must not make the page spin.
  const last = Number(sessionStorage.getItem('awoooi.reloaded') ?? 0);
  setTimeout(() => {
    sessionStorage.setItem('awoooi.reloaded', String(Date.now()));
    location.reload();
  }, Math.max(0, last + reloadEvery - Date.now()));
}

// "retrying" changes only the dot in the bar; "failed" shows the band as well, though the attempts go on.
function show(kind) {
  const at = modal.querySelector('[data-lost-at]');
  const when = new Date(lostAt);
  at.dateTime = when.toISOString();
  at.textContent = when.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: root.dataset.zone });
  actions(false, modal.dataset.notLive);
  root.dataset.connection = kind;
}

function waiting() {
  const gone = Date.now() - lostAt;
  if (gone >= patience) return show('failed');
  if (gone >= quiet) show('retrying');
  timer = setTimeout(waiting, (gone >= quiet ? patience : quiet) - gone);
}

function follow() {
  clearTimeout(timer);
  const now = state();
  if (now === 'hide') {
    lostAt = 0;
    delete root.dataset.connection;
    actions(true);
    return;
  }
  lostAt ||= Date.now();
  if (now === 'show') return waiting();
  show('failed');
  if (now === 'rejected') reload();
  else timer = setTimeout(again, retryEvery);
}

// The framework gives up after some minutes; a war room left open over night does not.
async function again() {
  clearTimeout(timer);
  try {
    if (!(await Blazor.reconnect())) reload();
  } catch {
    timer = setTimeout(again, retryEvery);
  }
}

new MutationObserver(follow).observe(modal, { attributeFilter: ['class'] });
modal.querySelector('[data-reconnect]').addEventListener('click', again);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible' && state() === 'failed') again();
});

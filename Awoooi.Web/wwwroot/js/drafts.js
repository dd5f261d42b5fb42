// Keeps what a person is typing through a reload or a lost line. A field takes part by data-draft="name";
// it is kept in this browser only, for a day, and forgotten when the field is emptied or its form is sent.
const prefix = 'awoooi.draft.';
const keep = 24 * 60 * 60 * 1000;
const fields = 'input[data-draft], textarea[data-draft]';

const forget = name => localStorage.removeItem(prefix + name);

function restore(field) {
  if (field.dataset.drafted !== undefined) return;
  field.dataset.drafted = '';
  const saved = JSON.parse(localStorage.getItem(prefix + field.dataset.draft) ?? 'null');
  if (!saved || Date.now() - saved.at > keep) return forget(field.dataset.draft);
  if (field.value !== '') return;
  field.value = saved.text;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

const restoreAll = () => document.querySelectorAll(fields).forEach(restore);

document.addEventListener('input', event => {
  const field = event.target.closest?.(fields);
  if (!field || field.type === 'password') return;
  if (field.value === '') forget(field.dataset.draft);
  else localStorage.setItem(prefix + field.dataset.draft, JSON.stringify({ at: Date.now(), text: field.value }));
});

document.addEventListener('submit', event => event.target.querySelectorAll(fields).forEach(field => forget(field.dataset.draft)));
document.addEventListener('awoooi:sent', event => forget(event.detail));

new MutationObserver(restoreAll).observe(document.body, { childList: true, subtree: true });
restoreAll();

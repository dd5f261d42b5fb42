// WebAuthn has no form of its own: the challenge is fetched, the answer goes into the hidden field, and the form is posted as usual.
async function challenge(form) {
  const response = await fetch(form.dataset.options, {
    method: 'POST',
    headers: { RequestVerificationToken: form.elements.__RequestVerificationToken.value },
  });
  if (!response.ok) throw new Error(`the challenge was refused with ${response.status}`);
  return response.json();
}

async function answer(form) {
  const options = await challenge(form);
  if (form.dataset.passkey === 'create') {
    return navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) });
  }
  return navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
}

async function submit(event) {
  const form = event.currentTarget;
  const field = form.querySelector('input[name$=".Credential"]');
  if (field.value) return;
  event.preventDefault();
  const button = form.querySelector('button');
  button.disabled = true;
  try {
    field.value = JSON.stringify((await answer(form)).toJSON());
    form.requestSubmit();
  } catch (fault) {
    // Cancelled by the person, or no passkey for this site: the server says so in the page's language.
    console.info('passkey:', fault.name, fault.message);
    field.value = '{}';
    form.requestSubmit();
  }
}

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  for (const form of document.querySelectorAll('form[data-passkey]')) {
    form.hidden = false;
    form.addEventListener('submit', submit);
  }
}

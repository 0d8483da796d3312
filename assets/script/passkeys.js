// Makes and uses passkeys. Without it, people sign in with a password.
//
// form[data-passkey] is "create" or "get". Its options come from the page (data-options) or, when somebody signs in, from
// its own address. The answer of the device goes into the field [name=credential], and the form is sent. The button and
// its words are hidden until this runs; [data-passkey-without] tells those without scripts, and [data-passkey-says] what
// went wrong.

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));

const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");

const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

async function create(options) {
  const given = { ...options, challenge: bytes(options.challenge), excludeCredentials: known(options.excludeCredentials) };
  given.user = { ...options.user, id: bytes(options.user.id) };
  const made = await navigator.credentials.create({ publicKey: given });
  return {
    ...named(made),
    response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
      transports: made.response.getTransports?.() ?? [],
    },
  };
}

async function use(options) {
  const given = { ...options, challenge: bytes(options.challenge), allowCredentials: known(options.allowCredentials) };
  const found = await navigator.credentials.get({ publicKey: given });
  const { response } = found;
  return {
    ...named(found),
    response: {
      clientDataJSON: text(response.clientDataJSON),
      authenticatorData: text(response.authenticatorData),
      signature: text(response.signature),
      userHandle: response.userHandle ? text(response.userHandle) : null,
    },
  };
}

const named = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment ?? null,
  clientExtensionResults: credential.getClientExtensionResults(),
});

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  return (await answer.json()).request_options;
}

async function send(form) {
  const says = form.querySelector("[data-passkey-says]");
  says.textContent = "";
  try {
    const { publicKey } = await optionsOf(form);
    const credential = await (form.dataset.passkey === "create" ? create(publicKey) : use(publicKey));
    form.elements.namedItem("credential").value = JSON.stringify(credential);
    form.submit();
  } catch {
    says.textContent = form.dataset.failed;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  form.querySelector("[data-passkey-without]")?.remove();
  for (const shown of form.querySelectorAll("[data-passkey-with]")) shown.hidden = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form);
  });
}

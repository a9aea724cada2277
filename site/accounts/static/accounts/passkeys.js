// Passkeys are shown where they work; when one is not given, the page says so.
document.addEventListener("DOMContentLoaded", () => {
  if (!window.PublicKeyCredential) {
    return;
  }
  const show = (selector, shown) => {
    for (const element of document.querySelectorAll(selector)) {
      element.hidden = !shown;
    }
  };
  show("[data-passkey]", true);
  show("[data-passkey-absent]", false);
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    show("[data-passkey-error]", true);
  });
});

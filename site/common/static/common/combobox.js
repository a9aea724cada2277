// Suggestions under a search field: an ARIA 1.2 combobox with a list box.
// Without this file, or when the server does not answer, the field is an ordinary search field.

const DELAY = 150;
const SHORTEST = 2;
// These move the cursor in the text, so the text is where one is.
const TEXT_KEYS = ["Home", "End", "ArrowLeft", "ArrowRight"];

function enhance(input) {
  const { suggestUrl, suggestLabel, suggestOne, suggestMany } = input.dataset;
  const list = document.createElement("ul");
  list.id = `${input.id}-suggestions`;
  list.className = "kp-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", suggestLabel);
  const status = document.createElement("div");
  status.className = "kp-visually-hidden";
  status.setAttribute("role", "status");
  input.parentElement.append(list, status);

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");

  let active = -1;
  let timer;
  let request;

  function select(index) {
    active = index;
    [...list.children].forEach((option, position) => {
      option.setAttribute("aria-selected", String(position === index));
    });
    if (index < 0) {
      input.removeAttribute("aria-activedescendant");
    } else {
      input.setAttribute("aria-activedescendant", list.children[index].id);
      list.children[index].scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    clearTimeout(timer);
    request?.abort();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    status.textContent = "";
    select(-1);
  }

  function show(suggestions) {
    list.replaceChildren(
      ...suggestions.map(({ title, url, kind }, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.dataset.url = url;
        option.setAttribute("role", "option");
        const label = document.createElement("span");
        label.textContent = kind;
        option.append(title, " ", label);
        return option;
      }),
    );
    if (suggestions.length === 0) {
      close();
      return;
    }
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent =
      suggestions.length === 1 ? suggestOne : suggestMany.replace("#", String(suggestions.length));
    select(-1);
  }

  async function load() {
    request?.abort();
    const text = input.value.trim();
    if (text.length < SHORTEST) {
      close();
      return;
    }
    const controller = new AbortController();
    request = controller;
    const address = new URL(suggestUrl, document.baseURI);
    address.searchParams.set("q", text);
    try {
      const response = await fetch(address, { signal: controller.signal });
      const { suggestions } = response.ok ? await response.json() : { suggestions: [] };
      if (!controller.signal.aborted) {
        show(suggestions);
      }
    } catch {
      if (request === controller) {
        close();
      }
    }
  }

  function open(option) {
    const { url } = option.dataset;
    // Who comes back finds the field, not a list that lies over the page.
    close();
    location.assign(url);
  }

  input.addEventListener("input", () => {
    // What is typed now is the question; the option belonged to the text before.
    select(-1);
    clearTimeout(timer);
    timer = setTimeout(load, DELAY);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      close();
    } else if (list.hidden && event.key === "ArrowDown") {
      event.preventDefault();
      load();
    } else if (!list.hidden && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      // The field itself is one stop on the way round.
      const stops = list.children.length + 1;
      const step = event.key === "ArrowDown" ? 1 : -1;
      select(((active + 1 + step + stops) % stops) - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      open(list.children[active]);
    } else if (TEXT_KEYS.includes(event.key)) {
      select(-1);
    }
  });
  // The field keeps the focus while an option is clicked.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) {
      open(option);
    }
  });
}

document.querySelectorAll("input[data-suggest-url]").forEach(enhance);

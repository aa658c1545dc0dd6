// What a correction changes, field by field, while it is typed.
const SPACE = /\s+/g;
const plain = (text) => text.replace(SPACE, " ").trim();
const word = (input, value) => input.tagName === "SELECT" ? [...input.options].find((one) => one.value === value)?.text ?? value : value;

export function watchForm(card) {
  const told = card.querySelector(".changes");
  const inputs = [...card.querySelectorAll("[data-was]")];
  const show = () => {
    const changed = inputs.filter((input) => plain(input.value) !== plain(input.dataset.was));
    inputs.forEach((input) => input.closest(".input").classList.toggle("touched", changed.includes(input)));
    told.replaceChildren(...changed.map(line));
    if (!changed.length) told.textContent = told.dataset.none;
  };
  card.addEventListener("input", show);
  show();
  const first = card.querySelector(".wrong [data-was]") ?? inputs[0];
  first?.focus();
  first?.select?.();
}

function line(input) {
  const said = document.createElement("span");
  const name = document.createElement("b");
  const was = document.createElement("s");
  const now = document.createElement("ins");
  name.textContent = `${input.closest(".input").querySelector("span").textContent}: `;
  was.textContent = word(input, input.dataset.was) || "–";
  now.textContent = word(input, plain(input.value)) || "–";
  said.append(name, was, " → ", now);
  return said;
}

"use strict";
(() => {
  const dialog = document.getElementById("e");
  const part = (name) => document.getElementById("e-" + name);
  let held = null;
  const show = (number) => {
    held = held || JSON.parse(document.getElementById("evidence").textContent);
    const [plan, name, amount, quote, page, told, doubts, crop] = held.promises[number];
    const [label, file, paper] = held.plans[plan];
    part("name").textContent = held.names[name];
    part("whose").textContent = label;
    part("amount").textContent = amount;
    part("quote").textContent = quote;
    part("told").textContent = told;
    part("doubts").textContent = doubts;
    part("crop").hidden = !crop;
    if (crop) part("crop").src = crop;
    part("paper").textContent = file + ", " + part("paper").dataset.page.replace("#", page);
    part("paper").href = encodeURI(paper) + "#page=" + page;
    dialog.showModal();
  };
  document.addEventListener("click", (event) => {
    const at = event.target.closest("[data-n]");
    if (at) {
      event.preventDefault();
      show(Number(at.dataset.n));
    } else if (event.target === dialog) {
      dialog.close();
    }
  });
})();

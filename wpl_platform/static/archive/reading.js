// The page of an archive: a moment that is pressed plays in the film beside it. Without this, its link opens the film.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[data-at]") : null;
  const film = link?.closest(".film")?.querySelector("video");
  if (!link || !film) return;
  event.preventDefault();
  film.currentTime = Number(link.getAttribute("data-at"));
  film.play().catch(() => {});
  film.scrollIntoView({ block: "nearest" });
});

/** What benchmarks/timeline.py does in the page: invented moments, and what is done with them in each frame. */

{
  const KINDS = ["observation", "strength", "question", "suggestion"];
  const LABELS = ["Kijken", "Eerste contact", "Samenvatten", "Stilte", "Doorvragen"];
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const timeline = () => document.querySelector("studio-timeline");

  /** The same moments each time: three of ten last a while, some have replies, responses and labels. */
  const invented = (count, length) => {
    let seed = 7;
    const chance = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
    const made = Array.from({ length: count }, (_, at) => {
      const [kind, start, person] = [KINDS[Math.floor(chance() * 4)], Math.floor(chance() * length * 0.98), Math.floor(chance() * 8)];
      return {
        id: at + 1,
        kind,
        word: kind,
        author: `Persoon ${person + 1}`,
        author_id: person + 1,
        start,
        end: chance() < 0.3 ? start + 2000 + Math.floor(chance() * 20000) : null,
        own: person === 0,
        labels: chance() < 0.5 ? [LABELS[Math.floor(chance() * 5)]] : [],
        replies: chance() < 0.3 ? 2 : 0,
        response: chance() < 0.2 ? "take_along" : "",
        private: false,
        drawn: false,
        unanswered: kind === "question" && chance() < 0.5,
        text: "De klant wijst twee keer.",
      };
    });
    return made.sort((one, other) => one.start - other.start);
  };

  let length = 1;
  let moments = [];

  /** Gives the timeline its moments, whole in sight, and waits until they are drawn. */
  window.give = async (count, ms) => {
    document.querySelector("practice-player").dataset.duration = String(ms);
    length = ms;
    moments = invented(count, ms);
    Object.assign(timeline(), { duration: ms, moments, now: 0 });
    timeline().zoomTo(1, 0);
    await wait(300);
  };

  /** How long it takes from giving to the end of the frame in which they are drawn, in ms. */
  window.given = async (count) => {
    const fresh = invented(count, length);
    await frame();
    const begun = performance.now();
    timeline().moments = fresh;
    timeline().draw();
    void timeline().offsetHeight;
    return performance.now() - begun;
  };

  /** The length of each frame for so long, doing `act` (with the ms since the beginning) in each. */
  window.frames = async (seconds, act) => {
    const found = [];
    const begun = (await frame(), performance.now());
    let last = await frame();
    while (performance.now() - begun < seconds * 1000) {
      act(performance.now() - begun);
      const now = await frame();
      found.push(now - last);
      last = now;
    }
    if (timeline() && (timeline().duration !== length || timeline().moments.length !== moments.length)) throw new Error("Something else was measured.");
    return found;
  };

  const wheel = (by, share) => {
    const track = document.querySelector(".tl__track");
    const box = document.querySelector(".tl").getBoundingClientRect();
    track.dispatchEvent(new WheelEvent("wheel", { deltaY: by, clientX: box.left + box.width * share, bubbles: true, cancelable: true }));
  };

  window.doings = {
    plays: (seconds) => frames(seconds, (ms) => Object.assign(timeline(), { now: ms, current: currentAt(ms) })),
    "plays zoomed in": async (seconds) => {
      timeline().now = 0;
      timeline().zoomTo(timeline().view.most, 0);
      await wait(200);
      return frames(seconds, (ms) => Object.assign(timeline(), { now: ms * 4, current: currentAt(ms * 4) }));
    },
    scrolls: async (seconds) => {
      timeline().zoomTo(40, 0);
      await wait(200);
      const box = document.querySelector(".tl");
      return frames(seconds, (ms) => (box.scrollLeft = (Math.sin(ms / 4000) + 1) * 8000));
    },
    zooms: async (seconds) => {
      timeline().zoomTo(1, 0);
      await wait(200);
      return frames(seconds, (ms) => wheel(Math.floor(ms / 1500) % 2 ? 24 : -24, 0.6));
    },
    "is renewed": async (seconds) => {
      timeline().zoomTo(1, 0);
      await wait(200);
      let last = 0;
      return frames(seconds, (ms) => {
        timeline().now = ms;
        if (ms - last < 250) return;
        last = ms;
        timeline().moments = [...moments];
      });
    },
  };

  const currentAt = (ms) => moments[Math.min(Math.floor((ms / length) * moments.length), moments.length - 1)].id;
}

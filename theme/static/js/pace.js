// How far, and how long still: a slim line at the foot of the page.
//
// The box "pace" holds, for each language, the words read and the minutes they took, both
// halved from time to time so that it follows the reader. Pauses are not counted.

import { box, settings } from "./preferences.js";
import { make, own, recording } from "./places.js";

const USUAL = 250;
// Minutes at the usual speed that weigh as much as what was measured.
const TRUST = 4;
const KEPT = 20_000;
const SLOWEST = 60;
const FASTEST = 1000;
const FEWEST = 10;

const kept = box("pace");

export function speed(language) {
  const all = kept.read();
  const { words = 0, minutes = 0 } = own(all, language) ? all[language] : {};
  const speed = (words + USUAL * TRUST) / (minutes + TRUST);
  return Number.isFinite(speed) ? Math.min(FASTEST, Math.max(SLOWEST, speed)) : USUAL;
}

// Words that went by in a time, or nothing where that was a pause or a leap.
export function counts(words, minutes) {
  return words >= FEWEST && words / minutes >= SLOWEST && words / minutes <= FASTEST;
}

export function spoken(minutes) {
  const whole = Math.max(1, Math.round(minutes));
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return [hours && `${hours} h`, rest && `${rest} min`].filter(Boolean).join(" ");
}

export function pace(text, page) {
  const language = page.language.split("-")[0];
  const bar = make("progress", { max: 1, "aria-hidden": "true" });
  const left = make("span", { class: "left" });
  const line = make("p", { class: "pace", hidden: true }, left, bar);
  let from = null;
  page.main.append(line);

  function wordsOf(part) {
    return page.chapters[part.index]?.words ?? page.words;
  }

  function wordsBefore({ part, share }) {
    const before = page.chapters.slice(0, Math.max(0, part.index));
    return before.reduce((sum, { words }) => sum + words, 0) + share * wordsOf(part);
  }

  return {
    show(now) {
      line.hidden = !now || settings.read().progress === false;
      if (line.hidden) return;
      const rate = speed(language);
      const chapter = (1 - now.share) * wordsOf(now.part);
      const whole = page.words - wordsBefore(now);
      const said = [`${Math.round(now.share * 100)} %`];
      if (chapter >= 1) said.push(`${spoken(chapter / rate)} left${page.chapters.length ? " in this chapter" : ""}`);
      if (whole - chapter >= 1) said.push(`${spoken(whole / rate)} in the work`);
      left.textContent = said.join(" · ");
      bar.value = now.share;
    },

    learn(now) {
      const then = from ?? { words: NaN };
      const at = { words: wordsBefore(now), time: performance.now() };
      const words = at.words - then.words;
      const minutes = (at.time - then.time) / 60_000;
      // A line or two is too little to tell; it counts with the next.
      if (words >= 0 && words < FEWEST && minutes < 1) return;
      from = at;
      if (!recording() || !counts(words, minutes)) return;
      kept.change((all) => {
        const old = own(all, language) ? all[language] : {};
        const sum = { words: (old.words || 0) + words, minutes: (old.minutes || 0) + minutes };
        const part = sum.words > KEPT ? 0.5 : 1;
        const round = (value) => Math.round(value * part * 100) / 100;
        return { ...all, [language]: { words: round(sum.words), minutes: round(sum.minutes) } };
      });
    },

    pause() {
      from = null;
    },
  };
}

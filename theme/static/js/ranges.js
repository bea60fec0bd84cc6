// Numbers and dates as somebody asks for them: each a range, { min, max } with either end
// open, or null where it is none.

// "10,000", "10.000" and "10k" are one number, as is "1.5k" fifteen hundred.
function numeral(text) {
  const thousand = /k$/i.test(text);
  return thousand ? Number(text.slice(0, -1).replace(",", ".")) * 1000 : Number(text.replace(/[.,_]/g, ""));
}

export function numberRange(text) {
  const [, sign, low, high] = /^(<=|>=|<|>|=)?\s*([\d.,_]+k?)(?:\s*(?:-|–|\.\.)\s*([\d.,_]+k?))?$/i.exec(text) ?? [];
  if (low === undefined) return null;
  const ends = [numeral(low), numeral(high ?? low)];
  return ends.some(Number.isNaN) ? null : between(sign, Math.min(...ends), Math.max(...ends));
}

function between(sign, min, max) {
  if (sign === ">") return { min: max + 1 };
  if (sign === ">=") return { min };
  if (sign === "<") return { max: min - 1 };
  if (sign === "<=") return { max };
  return { min, max };
}

// Days are numbers like 20240501; a year and a month end in more days than they have.
export function dateRange(text) {
  const found = /^(<=|>=|<|>|=)?\s*(\d{4}(?:-\d\d?){0,2})(?:\s*(?:-|–|\.\.)\s*(\d{4}(?:-\d\d?){0,2}))?$/.exec(text);
  if (!found) return null;
  const [, sign, low, high] = found;
  const ends = [low, high ?? low].map(span);
  return between(sign, Math.min(ends[0][0], ends[1][0]), Math.max(ends[0][1], ends[1][1]));
}

function span(date) {
  const [year, month, day] = date.split("-").map(Number);
  if (day !== undefined) return [year * 10000 + month * 100 + day, year * 10000 + month * 100 + day];
  if (month !== undefined) return [year * 10000 + month * 100, year * 10000 + month * 100 + 99];
  return [year * 10000, year * 10000 + 9999];
}

// AO3's "< 1 week": less than a week ago. "3 months ago" is that whole month.
export function agoRange(text, today) {
  const found = /^(<=|>=|<|>|=)?\s*(\d{1,4})(?:-(\d{1,4}))?\s*(day|week|month|year)s?(?:\s+ago)?$/i.exec(text);
  if (!found) return null;
  const [, sign, first, last, unit] = found;
  const [near, far] = [Number(first), Number(last ?? first)].sort((a, b) => a - b);
  const back = (count) => before(today, count, unit.toLowerCase());
  if (sign?.[0] === "<") return { min: back(far) };
  if (sign?.[0] === ">") return { max: back(near) };
  if (last) return { min: back(far), max: back(near) };
  if (unit.toLowerCase() === "week") return { min: back(near), max: before(today, near * 7 - 6, "day") };
  const day = back(near);
  const cut = { day: 1, month: 100, year: 10000 }[unit.toLowerCase()];
  const start = Math.floor(day / cut) * cut;
  return { min: start, max: start + cut - 1 };
}

function before(today, count, unit) {
  const day = new Date(Date.UTC(today.getFullYear(), today.getMonth(), today.getDate()));
  if (unit === "day" || unit === "week") day.setUTCDate(day.getUTCDate() - count * (unit === "week" ? 7 : 1));
  if (unit === "year") day.setUTCFullYear(day.getUTCFullYear() - count);
  if (unit === "month") {
    // A month before 31 March is the last day of February, not a day of March.
    const date = day.getUTCDate();
    day.setUTCDate(1);
    day.setUTCMonth(day.getUTCMonth() - count);
    const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
    day.setUTCDate(Math.min(date, last));
  }
  return day.getUTCFullYear() * 10000 + (day.getUTCMonth() + 1) * 100 + day.getUTCDate();
}

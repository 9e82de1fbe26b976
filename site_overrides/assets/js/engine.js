// Search over the compact index: works, topics, pages. Values in, values out; nothing here touches the page.
//
// Ranking: identifier > exact name or title > exact words > prefixes > parts of words > words one edit away;
// then words in order, short titles, recent years.

const LETTERS = { ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", æ: "ae", œ: "oe", ß: "ss", ı: "i" };
const WORD = /[\p{L}\p{N}]+/gu;
const COMPOUND = /[\p{L}\p{N}]+(?:[-\u2010-\u2013][\p{L}\p{N}]+)+/gu;
const PARTS = /\p{Lu}?\p{Ll}+|\p{Lu}+(?!\p{Ll})|\p{N}+/gu;
const SMALL = new Set("a an and as at by for from how in is it of on or the to via what with".split(" "));

// Where a word stands, and what an exact match there is worth.
const NAME = 0, TITLE = 1, PAIR = 2, AUTHOR = 3, OTHER = 4, PART = 5, GROUP = 6, PLACE = 7;
const WORTH = [250, 230, 226, 220, 205, 160, 140, 100];

/** Without case, accents and ligatures. */
export const fold = (text) => (/^[\x00-\x7f]*$/.test(text) ? text.toLowerCase() : plain(text));
const plain = (text) =>
  text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/[øłđðþæœßı]/g, (letter) => LETTERS[letter]);
export const words = (text) => fold(text).match(WORD) || [];
/** One string for what differs only in case, accents, spaces and punctuation. */
export const squash = (text) => words(text).join("");
/** The method's name: what stands before the colon of a title, if that is short. */
export const nameOf = (title) => {
  const end = title.search(/:\s/);
  return end > 0 && end <= 60 && words(title.slice(0, end)).length <= 6 ? title.slice(0, end) : "";
};

/** The keys by which a pasted address or identifier names a work. */
export function identify(text) {
  const plain = text.trim();
  const lower = plain.toLowerCase();
  const found = [];
  const take = (pattern, source, make) => {
    const match = source.match(pattern);
    if (match) found.push(make(match));
    return match;
  };
  const arxiv = (match) => match[1];
  if (take(/10\.48550\/arxiv\.([a-z-]+(?:\.[a-z]{2})?\/\d{7}|\d{4}\.\d{4,5})/, lower, arxiv)) return found;
  if (take(/\b(10\.\d{4,9}\/[^\s?#"<>]+)/, lower, (match) => match[1].replace(/[.,;/)]+$/, ""))) return found;
  take(/^(?:arxiv:\s*)?(\d{4}\.\d{4,5})(?:v\d+)?$/, lower, arxiv) ||
    take(/(?:arxiv|huggingface\.co\/papers|ar5iv).*?[/:](\d{4}\.\d{4,5})(?:v\d+)?(?!\d)/, lower, arxiv) ||
    take(/^(?:arxiv:\s*)?([a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?$/, lower, arxiv) ||
    take(/(?:arxiv|ar5iv).*?\/([a-z-]+(?:\.[a-z]{2})?\/\d{7})/, lower, arxiv);
  take(/^openreview:(\S+)$/i, plain, (match) => `openreview:${match[1]}`) ||
    take(/openreview\.net\/[^?]*\?(?:.*&)?id=([\w-]+)/, plain, (match) => `openreview:${match[1]}`);
  take(/(?:^acl:|^|aclanthology\.org\/|aclweb\.org\/anthology\/)([a-z]\d\d-\d{4}|\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+)/,
    lower, (match) => `acl:${match[1]}`);
  take(/(github|gitlab|huggingface)\.com?[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?(?=$|[/?#\s])/, lower, (match) =>
    match[1] === "github" ? match[2] : `${match[1]}:${match[2]}`) ||
    take(/^([\w.-]+\/[\w.-]+?)(?:\.git)?$/, lower, (match) => match[1]);
  if (/^(?:https?:\/\/)?[\w-]+(?:\.[\w-]+)+(?:\/|$)/.test(lower)) {
    found.push(lower.replace(/^https?:\/\//, "").replace(/^www\./, "").replace(/\/$/, ""));
  }
  return found;
}

/** The address that a compact place of the index stands for, or "" when it would not be http(s). */
export function address(place) {
  if (/^\d{4}\.\d{4,5}$|^[a-z-]+(?:\.[A-Z]{2})?\/\d{7}$/.test(place)) return `https://arxiv.org/abs/${place}`;
  if (/^10\.\d+\//.test(place)) return `https://doi.org/${place}`;
  if (place.startsWith("openreview:")) return `https://openreview.net/forum?id=${encodeURIComponent(place.slice(11))}`;
  if (place.startsWith("acl:")) return `https://aclanthology.org/${encodeURIComponent(place.slice(4))}/`;
  if (/^[\w.-]+\/[\w.-]+$/.test(place)) return `https://github.com/${place}`;
  return /^https?:\/\/[^\s]+$/i.test(place) ? place : "";
}

/** 2: the words are one edit apart; 1: a beginning of `word` is; 0: neither. A swap of neighbours is one edit. */
export function near(query, word) {
  const q = query.length, w = word.length;
  if (w < q - 1) return 0;
  let i = 0;
  while (i < q && i < w && query[i] === word[i]) i++;
  if (i === q) return w - q <= 1 ? 2 : 1;
  const rest = (from, at) => {
    while (from < q && at < w && query[from] === word[at]) from++, at++;
    return from === q ? (at === w ? 2 : 1) : 0;
  };
  return Math.max(
    rest(i + 1, i + 1),
    rest(i + 1, i),
    rest(i, i + 1),
    i + 1 < q && query[i] === word[i + 1] && query[i + 1] === word[i] ? rest(i + 2, i + 2) : 0,
  );
}

/** Read the columns of the index into works, and every word of them into the engine's tables. */
export function createEngine(index, pages = []) {
  const { papers } = index;
  const count = papers.id.length;
  const parts = (text) => (text ? text.split(" ") : []);
  let next = 0;
  const authors = papers.authors.map((list) => list.map((ref) => index.authors[ref ? ref - 1 : next++]));
  const docs = papers.id.map((id, i) => ({
    kind: "paper", id, title: papers.title[i], authors: authors[i], year: papers.year[i],
    venue: papers.venue[i] < 0 ? null : papers.venue[i], track: papers.track[i] || "",
    topics: papers.topics[i], tags: papers.tags[i] || [], lists: papers.lists[i],
    places: parts(papers.places[i]), code: parts(papers.code[i]), unofficial: parts(papers.unofficial[i]),
    other: parts(papers.other[i]), aka: papers.aka[i] || [],
    stars: papers.stars[i] ?? null, added: index.days[papers.added[i]] || "", path: `papers/${id}/`,
  }));
  for (const [id, name, topics, code, aka] of index.software) {
    docs.push({ kind: "software", id, title: name, topics, aka, code: parts(code), path: `frameworks/#${id}` });
  }
  for (const [id, name, parent, aka] of index.topics) {
    docs.push({ kind: "topic", id, title: name, parent, aka, path: `topics/${id}/` });
  }
  for (const [path, title] of [...index.pages, ...pages]) docs.push({ kind: "page", title, path });
  index.venues.forEach(([id, name, aka], venue) => {
    if (papers.venue.includes(venue)) {
      docs.push({ kind: "venue", id, title: id, aka: [name, ...aka], path: `explorer/?venue=${escapeValue(id)}` });
    }
  });
  return new Engine(index, docs, count);
}

/** A value as it stands in an address of the explorer: spaces as plus, readable where that is safe. */
export const escapeValue = (value) =>
  encodeURIComponent(value).replace(/%20/g, "+").replace(/%3A/gi, ":").replace(/%2F/gi, "/");

class Engine {
  constructor(index, docs, count) {
    this.index = index;
    this.docs = docs;
    this.count = count;
    this.terms = new Map();
    this.postings = [];
    this.groups = new Map();
    this.exact = new Map();
    this.keys = new Map();
    this.length = new Float32Array(docs.length);
    this.cache = new Map();
    this.people = new Map();
    docs.forEach((doc, i) => this.#read(doc, i));
    this.#group();
    this.sorted = [...this.terms.keys()].sort();
    // Pairs are found through their words; only words and names can be misspelled.
    const spelled = [...this.terms].filter(([, id]) => this.postings[id].some((code) => (code & 7) !== PAIR));
    this.lengths = byLength(spelled.map(([term]) => term));
    this.wholes = byLength(this.exact.keys());
    // Where nothing else tells works apart, the newer one comes first.
    this.years = Float32Array.from(docs, (doc) => (doc.year ? Math.max(0, doc.year - 1990) / 40 : 0));
  }

  #post(term, doc, field) {
    let id = this.terms.get(term);
    if (id === undefined) {
      this.terms.set(term, (id = this.postings.length));
      this.postings.push([]);
    }
    this.postings[id].push(doc * 8 + field);
  }

  #exactly(key, doc, rank) {
    if (!key) return;
    const found = this.exact.get(key);
    if (!found) this.exact.set(key, [[doc, rank]]);
    else if (found.at(-1)[0] !== doc) found.push([doc, rank]);
  }

  #text(text, doc, field) {
    const found = words(text);
    found.forEach((word, i) => {
      this.#post(word, doc, field);
      if (i) this.#post(found[i - 1] + word, doc, PAIR);
    });
    for (const word of text.match(COMPOUND) || []) this.#post(squash(word), doc, field);
    for (const word of text.match(WORD) || []) {
      const parts = word.match(PARTS) || [];
      if (parts.length > 1) for (const part of parts) if (part.length > 2) this.#post(fold(part), doc, PART);
    }
    return found;
  }

  #read(doc, i) {
    const name = doc.kind === "paper" ? nameOf(doc.title) : doc.title;
    const found = this.#text(doc.title, i, TITLE);
    this.length[i] = found.length || 1;
    if (name) {
      const parts = words(name);
      for (const word of parts) this.#post(word, i, NAME);
      if (parts.length > 1) this.#post(parts.join(""), i, NAME);
      this.#exactly(parts.join(""), i, 3);
    }
    this.#exactly(found.join(""), i, 3);
    if (doc.id) this.#exactly(squash(doc.id), i, 3);
    for (const other of doc.aka || []) {
      const parts = this.#text(other, i, OTHER);
      const short = words(nameOf(other)).join("");
      this.#exactly(parts.join(""), i, 2);
      if (parts.length > 2) this.#post(parts.join(""), i, OTHER);
      if (short) this.#post(short, i, OTHER), this.#exactly(short, i, 2);
    }
    for (const author of doc.authors || []) this.#author(author, i);
    for (const place of ["places", "code", "unofficial", "other"].flatMap((field) => doc[field] || [])) {
      for (const key of identify(place)) {
        const known = this.keys.get(key);
        if (!known) this.keys.set(key, [i]);
        else if (known.at(-1) !== i) known.push(i);
      }
    }
    for (const place of doc.code || []) {
      if (/^[\w.-]+\/[\w.-]+$/.test(place)) for (const word of words(place)) this.#post(word, i, PLACE);
    }
  }

  #author(name, doc) {
    let person = this.people.get(name);
    if (!person) {
      const found = words(name);
      const terms = [...found, ...found.slice(1).map((word, i) => found[i] + word), found.join("")];
      this.people.set(name, (person = { words: found, terms: [...new Set(terms)], count: 0 }));
    }
    person.count++;
    for (const term of person.terms) this.#post(term, doc, AUTHOR);
  }

  // The whole name or alias of a topic, venue, tag, list or year leads to its works; single words of it do not:
  // "efficient" is in the name of half the topics.
  #group() {
    const { topics, venues, tags, lists } = this.index;
    const member = (size) => Array.from({ length: size }, () => []);
    const inTopic = member(topics.length), inVenue = member(venues.length), inTag = member(tags.length);
    const inList = member(lists.length), inYear = new Map();
    for (let i = 0; i < this.count; i++) {
      const doc = this.docs[i];
      const seen = new Set();
      for (let topic of doc.topics) for (; topic >= 0 && !seen.has(topic); topic = topics[topic][2]) seen.add(topic);
      for (const topic of seen) inTopic[topic].push(i);
      if (doc.venue !== null) inVenue[doc.venue].push(i);
      for (const tag of doc.tags) inTag[tag].push(i);
      for (const list of doc.lists) inList[list].push(i);
      if (!inYear.has(doc.year)) inYear.set(doc.year, []);
      inYear.get(doc.year).push(i);
    }
    const add = (texts, members) => {
      if (!members.length) return;
      for (const text of new Set(texts.map(squash))) {
        if (!this.groups.has(text)) this.groups.set(text, []);
        this.groups.get(text).push(members);
      }
    };
    topics.forEach(([id, name, , aka], i) => add([name, id, ...aka], inTopic[i]));
    venues.forEach(([id, name, aka], i) => add([id, name, ...aka], inVenue[i]));
    tags.forEach(([id, name, aka], i) => add([id, name, ...aka], inTag[i]));
    lists.forEach(([id, name], i) => add([id, name], inList[i]));
    for (const [year, members] of inYear) add([String(year)], members);
  }

  #apply(term, factor, values) {
    for (const code of this.postings[this.terms.get(term)]) {
      const doc = code >> 3, worth = (WORTH[code & 7] * factor) | 0;
      if (values[doc] < worth) values[doc] = worth;
    }
  }

  #prefix(query, values) {
    const { sorted } = this;
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < query) low = middle + 1;
      else high = middle;
    }
    const start = low;
    for (; low < sorted.length && sorted[low].startsWith(query); low++) {
      const same = sorted[low].length === query.length;
      this.#apply(sorted[low], same ? 1 : 0.5 + (0.3 * query.length) / sorted[low].length, values);
    }
    return low - start;
  }

  // What one word of the query is worth in every work; `loose` also takes parts of words and words one edit away.
  #token(query, loose) {
    const key = loose ? `~${query}` : query;
    let found = this.cache.get(key);
    if (found) return found;
    found = { values: new Uint8Array(this.docs.length), needles: [query], count: 0 };
    found.count = this.#prefix(query, found.values);
    if (loose && query.length > 2) this.#loose(query, found);
    if (this.cache.size > 60) this.cache.clear();
    this.cache.set(key, found);
    return found;
  }

  #loose(query, found) {
    for (const term of this.sorted) {
      if (term.length > query.length && term.indexOf(query) > 0) {
        this.#apply(term, 0.35, found.values);
        found.count++;
      }
    }
    const from = query.length - 1;
    this.lengths.forEach((terms, length) => {
      if (length < from || (length > query.length + 1 && query.length < 5)) return;
      for (const term of terms) {
        // A misspelled beginning is looked for where the first letter is right.
        if (length > query.length + 1 && term[0] !== query[0]) continue;
        const how = near(query, term);
        if (!how || term === query || term.startsWith(query)) continue;
        this.#apply(term, how === 2 ? 0.45 : 0.3, found.values);
        found.needles.push(how === 2 ? term : term.slice(0, query.length));
        found.count++;
      }
    });
  }

  // A word also counts where it stands joined with its neighbour: "flash attention" in FlashAttention.
  #tokens(list, loose) {
    const single = list.map((word) => {
      const strict = this.#token(word, false);
      return loose || (!strict.count && word.length > 2 && !this.groups.has(word)) ? this.#token(word, true) : strict;
    });
    const joined = [];
    for (let i = 1; i < list.length; i++) {
      const pair = list[i - 1] + list[i];
      const strict = this.#token(pair, false);
      joined[i] = !strict.count && (loose || !single[i].count || !single[i - 1].count) ? this.#token(pair, true) : strict;
    }
    const tokens = list.map((word, i) => {
      const around = [joined[i], joined[i + 1]].filter((one) => one?.count);
      const found = { values: single[i].values.slice(), needles: single[i].needles.concat(...around.map((one) => one.needles)) };
      for (const { values } of around) raise(found.values, values);
      return found;
    });
    for (let from = 0; from < list.length; from++) {
      for (let to = from + 1, name = ""; to <= Math.min(list.length, from + 6); to++) {
        name += list[to - 1];
        for (const members of this.groups.get(name) || []) {
          for (const { values } of tokens.slice(from, to)) for (const doc of members) values[doc] = Math.max(values[doc], WORTH[GROUP]);
        }
      }
    }
    return tokens;
  }

  #score(list, loose, scores) {
    const tokens = this.#tokens(list, loose);
    const total = this.docs.length;
    const weights = tokens.map(({ values }) => {
      let hits = 0;
      for (let doc = 0; doc < total; doc++) if (values[doc]) hits++;
      return Math.log(1 + total / (1 + hits));
    });
    const content = list.some((word) => !SMALL.has(word));
    const needed = list.map((word) => !content || !SMALL.has(word));
    weights.forEach((weight, i) => { if (!needed[i]) weights[i] = weight / 4; });
    const sum = weights.reduce((a, b) => a + b, 0) || 1;
    let hits = 0;
    for (let doc = 0; doc < total; doc++) {
      let score = 0, all = true;
      for (let i = 0; i < tokens.length; i++) {
        const value = tokens[i].values[doc];
        if (value) score += value * weights[i];
        else if (needed[i]) { all = false; break; }
      }
      if (!all || !score) continue;
      // A short title says more of itself with the same words.
      scores[doc] = score / sum + 24 * Math.min(1, list.length / this.length[doc]) + this.years[doc] * 4;
      hits++;
    }
    return { hits, needles: [...new Set(tokens.flatMap((token) => token.needles))] };
  }

  /**
   * Every work's score for a query (0: no match), and how it was reached: `exact` words, `close` words or `part` of
   * the words. An empty query gives null.
   */
  match(query) {
    const list = words(query).slice(0, 32);
    const scores = new Float32Array(this.docs.length);
    const known = identify(query).flatMap((key) => this.keys.get(key) || []);
    if (known.length) {
      known.forEach((doc, i) => { scores[doc] = 2000 - i; });
      return { scores, needles: [], how: "exact", hits: known.length };
    }
    if (!list.length) return query.trim() ? { scores, needles: [], how: "exact", hits: 0 } : null;
    let how = "exact";
    let found = this.#score(list, false, scores);
    const whole = list.join("");
    const exact = this.exact.get(whole);
    if (!found.hits && !exact) {
      how = "close";
      found = this.#score(list, true, scores);
    }
    const literal = fold(query.trim());
    for (const [doc, rank] of exact || []) {
      const { kind, title } = this.docs[doc];
      const same = fold(title).startsWith(literal) && !/^[^\s:]/.test(title.slice(literal.length));
      scores[doc] = Math.max(scores[doc], 1) + 400 * rank + (kind === "paper" ? 100 : kind === "software" ? 60 : 0) + same * 150;
    }
    if (!exact) this.#misspelled(whole, scores, found.needles);
    found.hits = scores.reduce((hits, score) => hits + (score > 0), 0);
    if (!found.hits && list.length > 1) {
      how = "part";
      found = this.#most(list, scores);
    }
    if (/^\d{4}\.\d{1,4}$/.test(query.trim())) {
      for (const [key, docs] of this.keys) if (key.startsWith(query.trim())) docs.forEach((doc) => { scores[doc] ||= 300, found.hits++; });
    }
    return { scores, needles: [...found.needles, whole], how, hits: found.hits };
  }

  // A name or title that is one edit away: the longer it is, the less chance could have made it.
  #misspelled(whole, scores, needles) {
    if (whole.length < 3) return;
    for (let length = whole.length - 1; length <= whole.length + 1; length++) {
      for (const key of this.wholes[length] || []) {
        if (near(whole, key) !== 2) continue;
        for (const [doc] of this.exact.get(key)) scores[doc] = Math.max(scores[doc], whole.length < 8 ? 216 : 500) + this.years[doc];
        needles.push(key);
      }
    }
  }

  // No work has all the words: keep those that have the most telling ones.
  #most(list, scores) {
    const tokens = this.#tokens(list, true);
    const weights = tokens.map(({ values }, i) =>
      SMALL.has(list[i]) ? 0 : Math.log(1 + this.docs.length / (1 + values.reduce((hits, value) => hits + (value > 0), 0))));
    const sum = weights.reduce((a, b) => a + b, 0);
    let hits = 0;
    for (let doc = 0; doc < scores.length; doc++) {
      let share = 0, score = 0;
      tokens.forEach(({ values }, i) => { if (values[doc]) share += weights[i], score += values[doc] * weights[i]; });
      if (share < 0.55 * sum) continue;
      scores[doc] = score / sum + this.years[doc];
      hits++;
    }
    return { hits, needles: [...new Set(tokens.flatMap((token) => token.needles))] };
  }

  /** The best works for a query, best first, with what to highlight in them. */
  search(query, limit = 20) {
    const found = this.match(query);
    if (!found) return null;
    const pool = best(found.scores, Math.max(limit, 80));
    const whole = squash(query);
    const list = words(query);
    for (const one of pool) one.score += this.#order(one.doc, whole, list);
    pool.sort((a, b) => b.score - a.score || a.doc - b.doc);
    let papers = 0;
    for (let doc = 0; doc < this.count; doc++) if (found.scores[doc]) papers++;
    return { ...found, papers, results: pool.slice(0, limit).map(({ doc }) => this.docs[doc]) };
  }

  // Words that stand together or in order in the title tell more than words that are scattered.
  #order(doc, whole, list) {
    const title = this.docs[doc].title;
    const plain = squash(title);
    if (plain.startsWith(whole)) return list.length > 1 ? 90 : 40;
    if (plain.includes(whole)) return 26;
    let at = 0, ordered = 0;
    const found = words(title);
    for (const word of list) {
      const next = found.findIndex((one, i) => i >= at && one.startsWith(word));
      if (next >= 0) ordered++, (at = next + 1);
    }
    return (12 * ordered) / list.length;
  }

  /** The authors whose name a query gives, with the number of their works. */
  authors(query, limit = 3) {
    const wanted = words(query);
    if (wanted.join("").length < 3) return [];
    const found = [];
    for (const [name, { words: parts, count }] of this.people) {
      if (wanted.every((word, i) => parts.some((part) => (i < wanted.length - 1 ? part === word : part.startsWith(word))))) {
        found.push({ kind: "author", title: name, count, path: `explorer/?author=${escapeValue(name)}` });
      }
    }
    return found.sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1)).slice(0, limit);
  }
}

function raise(values, others) {
  for (let i = 0; i < values.length; i++) if (others[i] > values[i]) values[i] = others[i];
}

function byLength(terms) {
  const found = [];
  for (const term of terms) if (term.length > 2) (found[term.length] ||= []).push(term);
  return found;
}

// The `limit` highest scores in falling order, without sorting everything.
function best(scores, limit) {
  const pool = [];
  let least = 0;
  for (let doc = 0; doc < scores.length; doc++) {
    const score = scores[doc];
    if (score <= least) continue;
    let at = pool.length;
    while (at && pool[at - 1].score < score) at--;
    pool.splice(at, 0, { doc, score });
    if (pool.length > limit) pool.pop();
    if (pool.length === limit) least = pool[limit - 1].score;
  }
  return pool;
}

/** The stretches of a text that a search found, as pairs of offsets. */
export function spans(text, needles) {
  const letters = [], at = [], starts = [];
  let offset = 0, inside = false;
  for (const char of text) {
    const plain = fold(char);
    const letter = /[\p{L}\p{N}]/u.test(plain);
    if (letter) for (const one of plain) letters.push(one), at.push([offset, offset + char.length]), starts.push(!inside);
    if (letter || !/\p{M}/u.test(char)) inside = letter;
    offset += char.length;
  }
  const line = letters.join("");
  const marks = new Uint8Array(line.length);
  const small = needles.filter((needle) => needle.length > 1 || needles.length === 1);
  for (const needle of small) {
    let from = line.indexOf(needle);
    for (; from >= 0; from = line.indexOf(needle, from + 1)) {
      if (starts[from] || needle.length > 3) marks.fill(1, from, from + needle.length);
    }
  }
  const found = [];
  for (let i = 0; i < marks.length; i++) {
    if (!marks[i]) continue;
    const last = found.at(-1);
    if (last && i && marks[i - 1] && at[i][0] - last[1] <= 2) last[1] = Math.max(last[1], at[i][1]);
    else found.push([...at[i]]);
  }
  return found;
}

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
const NAME = 0, TITLE = 1, PAIR = 2, AUTHOR = 3, OTHER = 4, GIVEN = 5, PART = 6;
const WORTH = [250, 230, 226, 224, 205, 190, 160];
const GROUP = 140;

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
    take(/(?:xiv|ar5iv|huggingface\.co\/papers).*?[/:](\d{4}\.\d{4,5})(?:v\d+)?(?!\d)/, lower, arxiv) ||
    take(/^(?:arxiv:\s*)?([a-z-]+(?:\.[a-z]{2})?\/\d{7})(?:v\d+)?$/, lower, arxiv) ||
    take(/(?:xiv|ar5iv).*?\/([a-z-]+(?:\.[a-z]{2})?\/\d{7})/, lower, arxiv);
  take(/^openreview:(\S+)$/i, plain, (match) => `openreview:${match[1]}`) ||
    take(/openreview\.net\/[^?]*\?(?:.*&)?id=([\w-]+)/, plain, (match) => `openreview:${match[1]}`);
  take(/(?:^acl:|^|aclanthology\.org\/|aclweb\.org\/anthology\/)([a-z]\d\d-\d{4}|\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+)/,
    lower, (match) => `acl:${match[1]}`);
  take(/(github|gitlab|huggingface)\.com?[/:]([\w.-]+\/[\w.-]+?)(?:\.git)?(?=$|[/?#\s])/, lower, (match) =>
    match[1] === "github" ? match[2] : `${match[1]}:${match[2]}`) ||
    take(/^([\w.-]+\/[\w.-]+?)(?:\.git)?$/, lower, (match) => match[1]);
  if (/^(?:https?:\/\/)?(?:[\w-]+\.)+[a-z]{2,}(?:\/|$)/.test(lower)) {
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
  return engineOver(index, docs, count);
}

/** Some topics and all above them. */
export function lineage(index, own) {
  const seen = new Set();
  for (let topic of own) for (; topic >= 0; topic = index.topics[topic][2]) seen.add(topic);
  return [...seen];
}

/** A value as it stands in an address of the explorer: spaces as plus, readable where that is safe. */
export const escapeValue = (value) =>
  encodeURIComponent(value).replace(/%20/g, "+").replace(/%3A/gi, ":").replace(/%2F/gi, "/");

/** The engine over all works, topics and pages: everything of them is read into its tables once. */
function engineOver(index, docs, count) {
  const terms = new Map(), postings = [], groups = new Map(), exact = new Map(), keys = new Map(), cache = new Map();
  const people = new Map(), namesakes = new Map(), length = new Float32Array(docs.length);
  docs.forEach(read);
  readGroups();
  const sorted = [...terms.keys()].sort();
  // Pairs are found through their words; only words and names can be misspelled.
  const lengths = byLength(sorted.filter((term) => postings[terms.get(term)].some((code) => (code & 7) !== PAIR)));
  const wholes = byLength(exact.keys());
  // Where nothing else tells works apart, the newer one comes first.
  const years = Float32Array.from(docs, (doc) => (doc.year ? Math.max(0, doc.year - 1990) / 40 : 0));
  return { index, docs, count, match, search, authors };

  function post(term, doc, field) {
    let id = terms.get(term);
    if (id === undefined) {
      terms.set(term, (id = postings.length));
      postings.push([]);
    }
    postings[id].push(doc * 8 + field);
  }

  function exactly(key, doc, rank) {
    if (!key) return;
    const found = exact.get(key);
    if (!found) exact.set(key, [[doc, rank]]);
    else if (found.at(-1)[0] !== doc) found.push([doc, rank]);
  }

  function readText(text, doc, field) {
    const found = words(text);
    found.forEach((word, i) => {
      post(word, doc, field);
      if (i) post(found[i - 1] + word, doc, PAIR);
    });
    for (const word of text.match(COMPOUND) || []) post(squash(word), doc, field);
    for (const word of text.match(WORD) || []) {
      const parts = word.match(PARTS) || [];
      if (parts.length > 1) for (const part of parts) if (part.length > 2) post(fold(part), doc, PART);
    }
    return found;
  }

  function read(doc, i) {
    const name = doc.kind === "paper" ? nameOf(doc.title) : doc.title;
    const found = readText(doc.title, i, TITLE);
    length[i] = found.length || 1;
    if (name) {
      const parts = words(name);
      for (const word of parts) post(word, i, NAME);
      if (parts.length > 1) post(parts.join(""), i, NAME);
      exactly(parts.join(""), i, 3);
    }
    exactly(found.join(""), i, 3);
    if (doc.id) exactly(squash(doc.id), i, 3);
    for (const other of doc.aka || []) {
      const parts = readText(other, i, OTHER);
      const short = words(nameOf(other)).join("");
      exactly(parts.join(""), i, 2);
      if (parts.length > 2) post(parts.join(""), i, OTHER);
      if (short) post(short, i, OTHER), exactly(short, i, 2);
    }
    for (const author of doc.authors || []) readAuthor(author, i);
    for (const place of ["places", "code", "unofficial", "other"].flatMap((field) => doc[field] || [])) {
      for (const key of identify(place)) {
        const known = keys.get(key);
        if (!known) keys.set(key, [i]);
        else if (known.at(-1) !== i) known.push(i);
      }
    }
  }

  function readAuthor(name, doc) {
    let person = people.get(name);
    if (!person) {
      const found = words(name);
      const terms = [...found.slice(1).map((word, i) => found[i] + word), found.join(""), found.at(-1)];
      people.set(name, (person = { words: found, terms: new Set(terms), count: 0 }));
      for (const word of new Set(found)) gather(namesakes, word, name);
    }
    person.count++;
    for (const term of person.terms) post(term, doc, AUTHOR);
    for (const word of person.words) post(word, doc, GIVEN);
  }

  // The whole name or alias of a topic, venue, tag, list or year leads to its works; single words of it do not:
  // "efficient" is in the name of half the topics.
  function readGroups() {
    const names = (entries) => entries.map((entry) => entry.flat().filter((text) => typeof text === "string").map(squash));
    const inTopic = names(index.topics), inVenue = names(index.venues), inTag = names(index.tags), inList = names(index.lists);
    for (let i = 0; i < count; i++) {
      const { topics, venue, tags, lists, year } = docs[i];
      const own = [
        lineage(index, topics).map((topic) => inTopic[topic]), inVenue[venue] || [], tags.map((tag) => inTag[tag]),
        lists.map((list) => inList[list]), String(year),
      ];
      for (const name of new Set(own.flat(2))) gather(groups, name, i);
    }
  }

  // Give the works in which a term stands what it is worth there; `found` keeps which works have any of it.
  function apply(term, factor, found) {
    const { values, hits } = found;
    for (const code of postings[terms.get(term)]) raise(values, hits, code >> 3, (WORTH[code & 7] * factor) | 0);
    found.terms++;
  }

  function takePrefix(query, found) {
    let low = 0, high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < query) low = middle + 1;
      else high = middle;
    }
    for (; low < sorted.length && sorted[low].startsWith(query); low++) {
      const same = sorted[low].length === query.length;
      apply(sorted[low], same ? 1 : 0.5 + (0.3 * query.length) / sorted[low].length, found);
    }
  }

  // What one word of the query is worth in every work; `loose` also takes parts of words and words one edit away.
  function takeWord(query, loose) {
    const key = loose ? `~${query}` : query;
    let found = cache.get(key);
    if (found) return found;
    found = { values: new Uint8Array(docs.length), hits: [], needles: [query], terms: 0 };
    takePrefix(query, found);
    if (loose && query.length > 2) takeLoose(query, found);
    if (cache.size > 60) cache.clear();
    cache.set(key, found);
    return found;
  }

  function takeLoose(query, found) {
    for (const term of sorted) if (term.length > query.length && term.indexOf(query) > 0) apply(term, 0.35, found);
    lengths.forEach((terms, length) => {
      if (length < query.length - 1 || (length > query.length + 1 && query.length < 5)) return;
      for (const term of terms) {
        // A misspelled beginning is looked for where the first letter is right.
        if (length > query.length + 1 && term[0] !== query[0]) continue;
        const how = near(query, term);
        if (!how || term === query || term.startsWith(query)) continue;
        apply(term, how === 2 ? 0.45 : 0.3, found);
        found.needles.push(how === 2 ? term : term.slice(0, query.length));
      }
    });
  }

  // A word also counts where it stands joined with its neighbour: "flash attention" in FlashAttention. `loose` is how
  // much is forgiven: 0 nothing, 1 slips in words that stand nowhere, 2 slips in all words.
  function takeWords(list, loose) {
    const take = (word) => {
      const strict = takeWord(word, false);
      return loose === 2 || (loose && !strict.terms && word.length > 2) ? takeWord(word, true) : strict;
    };
    const joined = list.map((word, i) => i && take(list[i - 1] + word));
    const tokens = list.map(take).map(({ values, hits, needles }, i) => {
      const around = [joined[i], joined[i + 1]].filter((one) => one && one.terms);
      const found = { values: values.slice(), hits: hits.slice(), needles: needles.concat(...around.map((one) => one.needles)) };
      for (const one of around) for (const doc of one.hits) raise(found.values, found.hits, doc, one.values[doc]);
      return found;
    });
    for (let from = 0; from < list.length; from++) {
      for (let to = from + 1, name = ""; to <= Math.min(list.length, from + 6); to++) {
        name += list[to - 1];
        const members = groups.get(name) || [];
        for (const { values, hits } of tokens.slice(from, to)) for (const doc of members) raise(values, hits, doc, GROUP);
      }
    }
    return tokens;
  }

  // Score the works that have all words, or with `share` below one those that have the most telling of them.
  function scoreAll(list, loose, share = 1) {
    const tokens = takeWords(list, loose);
    const content = list.some((word) => !SMALL.has(word));
    const small = list.map((word) => content && SMALL.has(word));
    const weights = tokens.map(({ hits }, i) => Math.log(1 + docs.length / (1 + hits.length)) / (small[i] ? 8 : 1));
    const sum = weights.reduce((a, b) => a + b, 0) || 1;
    const may = (1 - share) * sum + weights.reduce((less, weight, i) => (small[i] ? less + weight : less), 1e-6);
    // Whatever has all words has the rarest one: only there it is worth looking.
    const rarest = tokens.filter((_, i) => !small[i]).reduce((a, b) => (b.hits.length < a.hits.length ? b : a));
    const scores = new Float32Array(docs.length), hits = [];
    for (const doc of share < 1 ? docs.keys() : rarest.hits) {
      let score = 0, missed = 0;
      for (let i = 0; i < tokens.length && missed <= may; i++) {
        const value = tokens[i].values[doc];
        if (value) score += value * weights[i];
        else missed += weights[i];
      }
      if (missed > may || !score) continue;
      // A short title says more of itself with the same words.
      scores[doc] = score / sum + 24 * Math.min(1, list.length / length[doc]) + years[doc] * 4;
      hits.push(doc);
    }
    return { scores, hits, needles: [...new Set(tokens.flatMap((token) => token.needles))] };
  }

  /**
   * Every work's score for a query (0: no match), the works that have one, what to mark in them, and how they were
   * reached: by `exact` words, `close` ones, or only `part` of the words. A query without words gives null.
   */
  function match(query) {
    const list = words(query).slice(0, 32);
    const plain = query.trim();
    if (!plain) return null;
    const known = identify(query).flatMap((key) => keys.get(key) || []);
    if (known.length || !list.length) {
      const scores = new Float32Array(docs.length);
      known.forEach((doc, i) => { scores[doc] = 2000 - i; });
      return { scores, hits: [...new Set(known)], needles: [], how: "exact" };
    }
    const whole = list.join("");
    const named = exact.get(whole);
    let how = "exact", found;
    for (const loose of [0, 1, 2]) {
      found = scoreAll(list, loose);
      if (found.hits.length || named) break;
      how = "close";
    }
    const give = (doc, score) => {
      if (!found.scores[doc]) found.hits.push(doc);
      found.scores[doc] = Math.max(found.scores[doc], score);
    };
    for (const [doc, rank] of named || []) {
      const { kind, title } = docs[doc];
      const same = fold(title).startsWith(fold(plain)) && !/^[^\s:]/.test(title.slice(plain.length));
      give(doc, found.scores[doc] + 400 * rank + (kind === "paper" ? 100 : kind === "software" ? 60 : 0) + same * 150);
    }
    if (!named) misspelled(whole, give, found.needles);
    if (!found.hits.length && list.length > 1) {
      how = "part";
      found = scoreAll(list, 2, 0.45);
    }
    if (/^\d{4}\.\d{1,4}$/.test(plain)) {
      for (const [key, members] of keys) if (key.startsWith(plain)) for (const doc of members) give(doc, 300);
    }
    found.needles.push(whole);
    return { ...found, how };
  }

  // A name or title that is one edit away: the longer it is, the less chance could have made it.
  function misspelled(whole, give, needles) {
    for (let size = Math.max(3, whole.length) - 1; size <= whole.length + 1; size++) {
      for (const key of wholes[size] || []) {
        if (near(whole, key) !== 2) continue;
        for (const [doc] of exact.get(key)) give(doc, (whole.length < 8 ? 216 : 500) + years[doc]);
        needles.push(key);
      }
    }
  }

  /** The best works for a query, best first, with what to highlight in them. */
  function search(query, limit = 20) {
    const found = match(query);
    if (!found) return null;
    const pool = best(found, Math.max(limit, 80));
    const whole = squash(query);
    const list = words(query);
    for (const one of pool) one.score += inOrder(one.doc, whole, list);
    pool.sort((a, b) => b.score - a.score || a.doc - b.doc);
    const papers = found.hits.filter((doc) => doc < count).length;
    return { ...found, papers, results: pool.slice(0, limit).map(({ doc }) => docs[doc]) };
  }

  // Words that stand together or in order in the title tell more than words that are scattered.
  function inOrder(doc, whole, list) {
    const { title, kind, authors = [] } = docs[doc];
    if (kind !== "paper" && kind !== "software") return 0;
    const found = words(title);
    const plain = found.join("");
    // Whoever remembers one author remembers the first.
    const first = authors.length && list.includes(words(authors[0]).at(-1)) ? 12 : 0;
    if (plain.startsWith(whole)) return first + (list.length > 1 ? 90 : 40);
    if (plain.includes(whole)) return first + 26;
    let at = 0, ordered = 0;
    for (const word of list) {
      const next = found.findIndex((one, i) => i >= at && one.startsWith(word));
      if (next >= 0) ordered++, (at = next + 1);
    }
    return first + (12 * ordered) / list.length;
  }

  /** The authors whose name a query gives, the last word perhaps not to its end, with the number of their works. */
  function authors(query, limit = 3) {
    const [first, ...others] = words(query);
    const found = [];
    for (const name of namesakes.get(first) || []) {
      const { words: parts, count } = people.get(name);
      const has = (word, i) => parts.some((part) => (i < others.length - 1 ? part === word : part.startsWith(word)));
      if (others.every(has)) found.push({ kind: "author", title: name, count, path: `explorer/?author=${escapeValue(name)}` });
    }
    return found.sort((a, b) => b.count - a.count || (a.title < b.title ? -1 : 1)).slice(0, limit);
  }
}

function gather(lists, key, value) {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function raise(values, hits, doc, worth) {
  if (values[doc] >= worth) return;
  if (!values[doc]) hits.push(doc);
  values[doc] = worth;
}

function byLength(terms) {
  const found = [];
  for (const term of terms) if (term.length > 2) (found[term.length] ||= []).push(term);
  return found;
}

// The `limit` highest scores in falling order, without sorting everything.
function best({ scores, hits }, limit) {
  const pool = [];
  let least = 0;
  for (const doc of hits) {
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

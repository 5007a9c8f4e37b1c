#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the C table of pinyin readings from Unihan and pinyin-overrides.txt.

usage: make-pinyin-table.py UNIHAN_READINGS OVERRIDES OUTPUT

UNIHAN_READINGS is Unihan_Readings.txt, plain or packed with bzip2, as Debian's unicode-data has it, or the Unihan.zip of
the Unicode consortium with that file in it.
"""

import bz2
import io
import re
import sys
import unicodedata
import zipfile

TONE_MARKS = {'\u0304': 1, '\u0301': 2, '\u030c': 3, '\u0300': 4}
NEUTRAL_TONE = 5
FIELDS = ('kMandarin', 'kHanyuPinlu', 'kTGHZ2013', 'kXHC1983', 'kHanyuPinyin')
PAGE = 256


def parse_marked(marked):
    """('zhang', 1) of zhāng; None where it is no syllable that anybody types."""
    tone = NEUTRAL_TONE
    letters = ''
    for c in unicodedata.normalize('NFD', marked.strip().lower()):
        if c in TONE_MARKS:
            tone = TONE_MARKS[c]
        elif c == '\u0308':
            letters = letters[:-1] + 'v'
        elif c == 'ê':
            letters += 'e'
        elif not unicodedata.combining(c):
            letters += c
    if not re.fullmatch('[a-z]{1,6}', letters) or not re.search('[aeiouv]', letters):
        return None
    return letters, tone


def parse_numbered(numbered):
    match = re.fullmatch('([a-z]+)([1-5])', numbered)
    if match is None:
        sys.exit(f'pinyin-overrides.txt: {numbered} is no syllable')
    return match[1], int(match[2])


def open_unihan(path):
    if path.endswith('.zip'):
        return io.TextIOWrapper(zipfile.ZipFile(path).open('Unihan_Readings.txt'), encoding='utf-8')
    opener = bz2.open if path.endswith('.bz2') else open
    return opener(path, 'rt', encoding='utf-8')


def read_unihan(path):
    fields = {}
    with open_unihan(path) as f:
        for line in f:
            if line.startswith('#') or '\t' not in line:
                continue
            code, field, value = line.rstrip('\n').split('\t')
            if field in FIELDS:
                fields.setdefault(int(code[2:], 16), {})[field] = value
    return fields


def syllables_of(field, value):
    for part in value.split(' '):
        if field in ('kTGHZ2013', 'kXHC1983', 'kHanyuPinyin'):
            part = part.split(':', 1)[1]
        elif field == 'kHanyuPinlu':
            part = part.split('(', 1)[0]
        for marked in part.split(','):
            syllable = parse_marked(marked)
            if syllable is not None:
                yield syllable


def readings_of(fields):
    """The readings of one character: the commonest first, none of those that only old texts know."""
    for allowed in ({'kTGHZ2013'}, {'kXHC1983'}, set()):
        if not allowed or allowed & fields.keys():
            break
    readings = []
    for field in FIELDS:
        if field not in fields:
            continue
        found = list(syllables_of(field, fields[field]))
        if field == 'kHanyuPinyin':
            found = [] if readings else found[:1]
        elif field == 'kMandarin':
            found = found[:1]
        elif field == 'kHanyuPinlu':
            found = [s for s in found if s[1] != NEUTRAL_TONE]
        elif field not in allowed:
            continue
        readings += [s for s in found if s not in readings]
    return readings


def read_overrides(path):
    sections = {'characters': {}, 'surnames': {}, 'compound surnames': {}, 'words': {}}
    section = None
    with open(path, encoding='utf-8') as f:
        for line in f:
            line = line.strip()
            if not line or line.startswith('#'):
                continue
            if line.startswith('['):
                section = sections[line[1:-1]]
                continue
            text, *syllables = line.split(' ')
            section[text] = [parse_numbered(s) for s in syllables]
    for name in ('compound surnames', 'words'):
        for text, syllables in sections[name].items():
            if len(text) != len(syllables):
                sys.exit(f'pinyin-overrides.txt: {text} has {len(text)} characters and {len(syllables)} syllables')
    return sections


class Table:
    """Collects what characters and words refer to."""

    def __init__(self, syllables):
        self.syllables = sorted(syllables)
        self.number = {s: i for i, s in enumerate(self.syllables)}
        self.lists = []  # flat, each list of readings ended by None
        self.list_at = {}
        self.entries = [(0, 0)]  # the first stands for "no reading"
        self.entry_at = {}

    def list_offset(self, readings):
        key = tuple(dict.fromkeys(s for s, _ in readings))
        if key not in self.list_at:
            self.list_at[key] = len(self.lists)
            self.lists += [*key, None]
        return self.list_at[key]

    def code(self, syllable):
        return self.number[syllable[0]] * 8 + syllable[1]

    def entry(self, readings):
        key = (self.code(readings[0]), self.list_offset(readings))
        if key not in self.entry_at:
            self.entry_at[key] = len(self.entries)
            self.entries.append(key)
        return self.entry_at[key]


def numbers(values, per_line=16):
    for i in range(0, len(values), per_line):
        yield '  ' + ', '.join(str(v) for v in values[i:i + per_line]) + ',\n'


def write_words(out, name, words, table):
    longest = max(len(w) for w in words)
    out.write(f'#define {name.upper()}_MAX {longest}\n')
    out.write(f'static const struct\n{{\n  guint8 length;\n  guint32 text[{longest}];\n'
              f'  guint16 entries[{longest}];\n}} {name}s[] = {{\n')
    # Of words that begin alike the longest comes first, so that the first that fits is the one.
    for word in sorted(words, key=lambda w: (ord(w[0]), -len(w), w)):
        text = ', '.join(f'{ord(c):#x}' for c in word)
        entries = ', '.join(str(table.entry([s])) for s in words[word])
        out.write(f'  {{ {len(word)}, {{ {text} }}, {{ {entries} }} }}, /* {word} */\n')
    out.write('};\n\n')


def main():
    unihan, overrides, output = sys.argv[1:]
    characters = {c: readings_of(f) for c, f in read_unihan(unihan).items()}
    characters = {c: r for c, r in characters.items() if r}
    special = read_overrides(overrides)
    for text, readings in special['characters'].items():
        characters[ord(text)] = readings + [s for s in characters.get(ord(text), [])
                                            if s[0] not in {r[0] for r in readings}]

    used = [s for readings in characters.values() for s, _ in readings]
    used += [s for section in special.values() for readings in section.values() for s, _ in readings]
    table = Table(set(used))

    first_page = min(characters) // PAGE
    n_pages = max(characters) // PAGE - first_page + 1
    pages = []
    page_at = {}
    page_of = []
    for page in range(first_page, first_page + n_pages):
        cells = tuple(table.entry(characters[c]) if c in characters else 0
                      for c in range(page * PAGE, (page + 1) * PAGE))
        if cells not in page_at:
            page_at[cells] = len(pages)
            pages.append(cells)
        page_of.append(page_at[cells])

    with open(output, 'w', encoding='utf-8') as out:
        out.write('/* Made by make-pinyin-table.py; do not edit. */\n\n')
        out.write(f'#define FIRST_PAGE {first_page}\n#define N_PAGES {n_pages}\n\n')
        out.write('static const guint8 page_of[N_PAGES] = {\n' if len(pages) < 256
                  else 'static const guint16 page_of[N_PAGES] = {\n')
        out.writelines(numbers(page_of))
        out.write('};\n\n')
        out.write(f'static const guint16 pages[{len(pages)}][{PAGE}] = {{\n')
        for cells in pages:
            out.write('  {\n')
            out.writelines(numbers(cells))
            out.write('  },\n')
        out.write('};\n\n')

        surnames = special['surnames']
        out.write('static const struct\n{\n  guint32 character;\n  guint16 entry;\n} surnames[] = {\n')
        for text in sorted(surnames):
            out.write(f'  {{ {ord(text):#x}, {table.entry(surnames[text])} }}, /* {text} */\n')
        out.write('};\n\n')
        write_words(out, 'compound_surname', special['compound surnames'], table)
        write_words(out, 'word', special['words'], table)

        out.write('static const char *const syllables[] = {\n')
        for syllable in table.syllables:
            out.write(f'  "{syllable}",\n')
        out.write('};\n\nstatic const char *const lists[] = {\n')
        for syllable in table.lists:
            out.write('  NULL,\n' if syllable is None else f'  "{syllable}",\n')
        out.write('};\n\n')
        out.write('/* The first reading as syllable * 8 + tone, and where the list of all begins. */\n')
        out.write('static const struct\n{\n  guint16 code;\n  guint16 list;\n} entries[] = {\n')
        for code, offset in table.entries:
            out.write(f'  {{ {code}, {offset} }},\n')
        out.write('};\n')


if __name__ == '__main__':
    main()

"""Writes clip/: tokens of prompts by CLIP's own vocabulary, and as much of it as they need.

    python test/diffusers/make_clip_tokens.py bpe_simple_vocab_16e6.txt.gz

The file is of openai/CLIP (MIT), and comes with PyPI's open_clip_torch, too. Packages: worker/models/export/requirements.txt.
"""

import gzip
import json
import sys
import tempfile
from pathlib import Path

import transformers
from transformers.models.clip.tokenization_clip import bytes_to_unicode

OUT = Path(__file__).with_name("clip")
PADS = ("<|endoftext|>", "!")
# SDXL's: 256 bytes, the same as ends of words, merges, and two more.
TOKEN_COUNT = 49408
PROMPTS = [
    "a photo of a cat",
    "A fox knight in GREEN armour, holding a golden sword!",
    "the wizard's 42 dragons don't need 3.14 llamas, we've heard",
    "cyberpunk2077 e-mail@x.y <tag> ((masterpiece:1.3)) --ar 16:9",
    "chevalier à l'épée; cafe\u0301, Ærøskøbing, naïve",
    "Рыцарь в красных доспехах",
    "ナイト 騎士 한국어 हिन्दी ไทย فارس",
    "🦊🐉 $99.99 ½ Ⅷ",
    "a knight with a golden sword and a shield, " * 12,
    "",
]


def write(folder: Path, vocabulary: dict[str, int], merges: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocab.json").write_text(json.dumps(vocabulary, ensure_ascii=False) + "\n")
    (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges, ""]))


def used(tokens: set[str], merges: list[str], words: list[list[str]]) -> list[str]:
    """The merges that are looked at while these words become tokens: whatever pair stands side by side at some time."""
    ranks = {merge: rank for rank, merge in enumerate(merges)}
    seen: set[str] = set()
    for word in words:
        while True:
            pairs = {f"{a} {b}" for a, b in zip(word, word[1:])} & ranks.keys()
            seen |= pairs
            if not pairs:
                break
            first = min(pairs, key=ranks.__getitem__)
            left, right = first.split(" ")
            index = next(i for i in range(len(word)) if word[i : i + 2] == [left, right])
            word = [*word[:index], left + right, *word[index + 2 :]]
        tokens |= set(word)
    return [merge for merge in merges if merge in seen]


def main() -> None:
    lines = gzip.open(sys.argv[1]).read().decode().split("\n")
    letters = list(bytes_to_unicode().values())
    merges = lines[1 : TOKEN_COUNT - 2 * len(letters) - 2 + 1]
    tokens = [*letters, *(letter + "</w>" for letter in letters), *(merge.replace(" ", "") for merge in merges)]
    tokens += ["<|startoftext|>", "<|endoftext|>"]
    vocabulary = {token: index for index, token in enumerate(tokens)}
    assert len(vocabulary) == TOKEN_COUNT

    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), vocabulary, merges)
        files = str(Path(folder, "vocab.json")), str(Path(folder, "merges.txt"))
        # The tokenizers in Rust; those in Python put spaces around each Chinese character.
        by_pad = [transformers.CLIPTokenizerFast(*files, pad_token=pad, model_max_length=77) for pad in PADS]
        rows = [
            {
                "prompt": prompt,
                "ids": [tokenizer(prompt, padding="max_length", truncation=True).input_ids for tokenizer in by_pad],
            }
            for prompt in PROMPTS
        ]
        split = by_pad[0].backend_tokenizer
        words = [
            [*text[:-1], text[-1] + "</w>"]
            for prompt in PROMPTS
            for text, _ in split.pre_tokenizer.pre_tokenize_str(split.normalizer.normalize_str(prompt))
        ]

    kept = set(tokens[: 2 * len(letters)] + tokens[-2:])
    some = used(kept, merges, words)
    kept |= {merge.replace(" ", "") for merge in some}
    write(OUT, {token: index for token, index in vocabulary.items() if token in kept}, some)
    index = {"by": f"transformers {transformers.__version__}", "rows": rows}
    (OUT / "tokens.json").write_text(json.dumps(index, ensure_ascii=False) + "\n")


main()

"""Generations: published whole, refused when damaged, two kept."""

import hashlib
import json
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings.generation import GenerationFolder, IndexDamaged, Manifest, SegmentEntry

ENCODER = "e" * 64


@pytest.fixture
def folder(tmp_path: Path) -> GenerationFolder:
    return GenerationFolder(tmp_path / "index")


def publish(folder: GenerationFolder, generation: int, *contents: bytes) -> Manifest:
    """Write the contents as segments, and a generation that lists them."""
    segments = tuple(folder.write_segment(content, 1, "0" * 64) for content in contents)
    manifest = Manifest(generation, ENCODER, 6, generation, segments)
    folder.publish(manifest)
    return manifest


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def damage(path: Path) -> bytes:
    """Flip one bit of a file; its new content."""
    content = bytearray(path.read_bytes())
    content[-2] ^= 1
    path.write_bytes(content)
    return bytes(content)


def segment_files(folder: GenerationFolder) -> set[str]:
    return {file.stem for file in (folder.folder / "segments").iterdir()}


def test_current_is_none_before_anything_was_published(folder: GenerationFolder):
    assert folder.current() is None
    assert folder.current_name() == ""
    assert folder.last_number() == 0


def test_publish_makes_a_manifest_the_current_one(folder: GenerationFolder):
    manifest = publish(folder, 1, b"one", b"two")
    assert folder.current() == manifest
    assert [folder.read_segment(entry) for entry in manifest.segments] == [b"one", b"two"]


def test_publish_names_the_generation_and_its_digest_in_current(folder: GenerationFolder):
    manifest = publish(folder, 7, b"one")
    expected = f"000007 {sha256(manifest.to_bytes())}"
    assert (folder.folder / "CURRENT").read_text() == f"{expected}\n"
    assert folder.current_name() == expected
    assert (folder.folder / "generations" / "000007.json").read_bytes() == manifest.to_bytes()


def test_manifest_counts_the_passages_that_answer():
    segments = (SegmentEntry("a" * 64, 10, 5, "0" * 64), SegmentEntry("b" * 64, 10, 3, "0" * 64))
    assert Manifest(1, ENCODER, 6, 1, segments, removed=(2, 4)).n_passages == 6
    assert Manifest(1, ENCODER, 6, 1, ()).n_passages == 0


entries = st.builds(
    SegmentEntry, st.text("0123456789abcdef", min_size=64, max_size=64), st.integers(0), st.integers(0), st.text()
)


@given(st.integers(1), st.lists(entries, max_size=4), st.lists(st.integers(1), max_size=4))
def test_manifest_is_the_same_after_json(generation: int, segments: list[SegmentEntry], removed: list[int]):
    manifest = Manifest(generation, ENCODER, 6, 3, tuple(segments), tuple(removed))
    assert Manifest.from_json(json.loads(manifest.to_bytes())) == manifest


def test_manifest_bytes_are_readable_json_with_sorted_keys():
    manifest = Manifest(1, ENCODER, 6, 3, (SegmentEntry("a" * 64, 10, 5, "0" * 64),))
    text = manifest.to_bytes().decode()
    assert list(json.loads(text)) == sorted(asdict(manifest))
    assert text == json.dumps(json.loads(text), indent=1, sort_keys=True) + "\n"


def test_current_refuses_a_damaged_manifest_naming_file_values_and_command(folder: GenerationFolder):
    manifest = publish(folder, 1, b"one")
    path = folder.folder / "generations" / "000001.json"
    damaged = damage(path)
    with pytest.raises(IndexDamaged) as raised:
        folder.current()
    for expected in (str(path), sha256(damaged), sha256(manifest.to_bytes()), "dateline rebuild"):
        assert expected in str(raised.value)


def test_read_segment_refuses_a_damaged_segment_naming_file_values_and_command(folder: GenerationFolder):
    (entry,) = publish(folder, 1, b"a segment").segments
    path = folder.folder / "segments" / entry.file_name
    damaged = damage(path)
    with pytest.raises(IndexDamaged) as raised:
        folder.read_segment(entry)
    for expected in (str(path), sha256(damaged), sha256(b"a segment"), "dateline rebuild"):
        assert expected in str(raised.value)


def test_read_segment_refuses_a_missing_segment(folder: GenerationFolder):
    (entry,) = publish(folder, 1, b"a segment").segments
    (folder.folder / "segments" / entry.file_name).unlink()
    with pytest.raises(IndexDamaged, match=rf"{entry.file_name} can't be read \(No such file.*dateline rebuild"):
        folder.read_segment(entry)


def test_current_refuses_a_changed_digest_in_current(folder: GenerationFolder):
    manifest = publish(folder, 1, b"one")
    (folder.folder / "CURRENT").write_text(f"000001 {'0' * 64}\n")
    with pytest.raises(IndexDamaged) as raised:
        folder.current()
    for expected in ("000001.json", sha256(manifest.to_bytes()), f"CURRENT says {'0' * 64}", "dateline rebuild"):
        assert expected in str(raised.value)


@pytest.mark.parametrize("content", [b"", b"\n", b"000009 abc\n", b"\x00\xff\xfe", b"../../etc/passwd abc\n"])
def test_current_refuses_a_current_that_names_no_generation(folder: GenerationFolder, content: bytes):
    publish(folder, 1, b"one")
    (folder.folder / "CURRENT").write_bytes(content)
    with pytest.raises(IndexDamaged, match=r"CURRENT names generation .* can't be read .*dateline rebuild"):
        folder.current()


def test_current_refuses_a_truncated_current(folder: GenerationFolder):
    publish(folder, 1, b"one")
    (folder.folder / "CURRENT").write_text("000001")
    with pytest.raises(IndexDamaged, match="CURRENT says nothing"):
        folder.current()


def test_current_refuses_a_format_from_the_future(folder: GenerationFolder):
    folder.publish(replace(publish(folder, 1, b"one"), generation=2, format=2))
    with pytest.raises(IndexDamaged, match=r"000002\.json has format 2, this Dateline reads 1; .*dateline rebuild"):
        folder.current()


def test_publish_keeps_two_generations(folder: GenerationFolder):
    for generation in (1, 2, 3, 4):
        publish(folder, generation, b"one")
    assert sorted(file.name for file in (folder.folder / "generations").iterdir()) == ["000003.json", "000004.json"]
    assert folder.last_number() == 4


def test_publish_removes_segments_that_no_kept_generation_lists(folder: GenerationFolder):
    publish(folder, 1, b"one")
    publish(folder, 2, b"two")
    assert segment_files(folder) == {sha256(b"one"), sha256(b"two")}
    publish(folder, 3, b"two", b"three")
    assert segment_files(folder) == {sha256(b"two"), sha256(b"three")}


def test_publish_keeps_what_the_generation_before_reads(folder: GenerationFolder):
    earlier = publish(folder, 1, b"one")
    publish(folder, 2, b"two")
    assert folder.read_segment(earlier.segments[0]) == b"one"


def test_write_segment_gives_equal_content_one_file(folder: GenerationFolder):
    assert folder.write_segment(b"same", 1, "0" * 64) == folder.write_segment(b"same", 1, "0" * 64)
    assert segment_files(folder) == {sha256(b"same")}


@pytest.mark.parametrize("content", [b"\xff\xfe", b"{", b"{}"])
def test_publish_goes_on_where_the_generation_before_is_damaged(folder: GenerationFolder, content: bytes):
    publish(folder, 1, b"one")
    (folder.folder / "generations" / "000001.json").write_bytes(content)
    manifest = publish(folder, 2, b"two")
    assert folder.current() == manifest

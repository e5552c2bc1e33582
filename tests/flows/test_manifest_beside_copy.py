from pathlib import Path

from tests.flows.small_copy import BRIDGE, run_over, write_copy


def test_a_manifest_that_lies_in_the_folder_it_describes_is_no_copy(tmp_path: Path) -> None:
    folder = write_copy(tmp_path / "copy", bridge=BRIDGE)
    manifest = folder / "said.jsonl"
    manifest.write_text('{"path": "bridge.txt", "outlet": "Global Times"}\n', encoding="utf-8")
    summary = run_over(tmp_path / "wh", folder, manifest=manifest)
    ingested = summary.accounts[0]
    assert (ingested.received, ingested.kept, ingested.skipped) == (2, 1, 1)
    assert ingested.reasons == {"manifest": 1}

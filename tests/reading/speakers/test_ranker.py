"""The antecedent ranker's weights: they fit the features, and a damaged file is said to be one."""

import numpy as np
import pytest

from sayso.errors import InstallationError
from sayso.reading.speakers.antecedents import FEATURES
from sayso.reading.speakers.ranker import Ranker, shipped_ranker


def test_the_shipped_weights_fit_the_features():
    assert shipped_ranker().scores([[0.0] * len(FEATURES)] * 3).shape == (3,)


def test_nearer_is_likelier_and_the_wrong_gender_is_not():
    plain, near, wrong = ([0.0] * len(FEATURES) for _ in range(3))
    plain[FEATURES.index("sentences")] = 1.5
    near[FEATURES.index("sentences")] = 0.25
    wrong[FEATURES.index("sentences")] = 0.25
    wrong[FEATURES.index("gender against")] = 1.0
    far_away, close, against = shipped_ranker().scores([plain, near, wrong])
    assert close > far_away
    assert close > against


@pytest.mark.parametrize("damage", ["missing", "garbled", "other features"])
def test_a_damaged_file_is_an_error_in_one_line(tmp_path, damage):
    path = tmp_path / "antecedents.npz"
    if damage == "garbled":
        path.write_bytes(b"no weights at all")
    elif damage == "other features":
        part = np.zeros(3)
        np.savez(path, linear=part, hidden=np.zeros((3, 1)), bias=np.zeros(1), out=np.zeros(1), sharpness=1.0)
    with pytest.raises(InstallationError, match="reinstall sayso") as error:
        Ranker.load(path)
    assert "\n" not in str(error.value)

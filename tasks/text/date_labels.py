"""What stands beside a day to say which of an article's days it is, in many languages."""

import re
from typing import Final

UPDATED_WORD: Final = re.compile(
    r"updat|modif|a[ck]tuali[sz]|stand\b|geändert|mis à jour|mise à jour|\bmaj\b|atualiz"
    r"|aggiorn|bijgewerkt|gewijzigd|uppdat|opdater|oppdater|päivitetty|обновл|оновл|измен|更新|修改|수정"
    r"|güncelle|zmodyf|cập nhật|تحديث|frissít|ενημέρωση|diperbarui|muokattu|endret"
    r"|ändrad|revised|edited|corrected|bearbeitet|változás",
    re.IGNORECASE,
)

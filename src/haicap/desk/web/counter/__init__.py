"""The one-stop counter: intake, receipt, today's dossiers, handing results over (Decree 118/2025/NĐ-CP)."""

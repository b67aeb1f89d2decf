"""Excel workbooks: .xlsx and .xls become one grid a sheet, every cell as it is displayed."""

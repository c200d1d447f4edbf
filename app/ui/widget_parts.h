// Parts that several widgets draw: inside app/ui only.
#pragma once

#include "app/ui/display.h"

namespace ocop::ui {

Size chip_size(Ui& ui, const Chip& chip, float width_max);
void draw_chip(Ui& ui, const Chip& chip, const Rect& rect);
void draw_stars(Ui& ui, int count, int count_max, float right, float center_y, float size);
float stars_width(float size);
void draw_picture(Ui& ui, Texture texture, float aspect, bool is_cropped, const Rect& rect, float radius);

}  // namespace ocop::ui
